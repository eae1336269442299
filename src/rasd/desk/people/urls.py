"""The addresses of people."""

from __future__ import annotations

from django.urls import path

from rasd.desk.people import views

urlpatterns = [
    path("people/", views.People.as_view(), name="people"),
    path("people/<int:pk>/", views.Person.as_view(), name="person"),
]
