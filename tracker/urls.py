"""Which address leads to which door."""

from django.contrib import admin
from django.urls import path

from tracker.public.health import healthz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
