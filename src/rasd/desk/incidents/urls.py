"""The addresses of incidents."""

from __future__ import annotations

from django.urls import path

from rasd.desk.incidents import deciding, views

urlpatterns = [
    path("incidents/", views.Incidents.as_view(), name="incidents"),
    path("incidents/merge/", deciding.Merge.as_view(), name="incidents-merge"),
    path("incidents/judge/", deciding.Judge.as_view(), name="incidents-judge"),
    path("incidents/of/<str:claim>/", views.OfClaim.as_view(), name="incident-of"),
    path("incidents/<str:id>/", views.IncidentPage.as_view(), name="incident"),
    path("incidents/<str:id>/split/", deciding.Split.as_view(), name="incident-split"),
]
