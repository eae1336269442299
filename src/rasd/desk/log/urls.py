"""The addresses of the log."""

from __future__ import annotations

from django.urls import path

from rasd.desk.log import views

urlpatterns = [
    path("log/", views.Log.as_view(), name="log"),
    path("log/verify/", views.Verify.as_view(), name="verify"),
]
