"""The addresses below /api/v1/; the URL configuration loads them when one is first asked for."""

from __future__ import annotations

from django.urls import path

from tracker.api.documents import openapi
from tracker.api.reference import api_root
from tracker.api.site import API

urlpatterns = [
    path("", api_root, name="root"),
    path("openapi.json", openapi, name="openapi"),
    *API.urls[0],
]
