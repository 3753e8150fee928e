"""What the bench divides by: a Django site with one empty view, which nobody else is served."""

from __future__ import annotations

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, with status 200."""
    return HttpResponse()


urlpatterns = [path("", empty)]


def make_application() -> WSGIHandler:
    """The application for gunicorn, in a process of its own: it has settings of its own."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[])
    return get_wsgi_application()
