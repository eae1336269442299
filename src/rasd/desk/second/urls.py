"""The addresses of second looks."""

from __future__ import annotations

from django.urls import path

from rasd.desk.second import views

urlpatterns = [
    path("second/", views.Second.as_view(), name="second"),
    path("second/<str:claim>/", views.Opine.as_view(), name="opine"),
    path("second/<str:claim>/settle/", views.Settle.as_view(), name="settle"),
]
