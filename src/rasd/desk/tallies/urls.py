"""The addresses of tallies."""

from __future__ import annotations

from django.urls import path

from rasd.desk.tallies import exports, views

urlpatterns = [
    path("tallies/", views.Tallies.as_view(), name="tallies"),
    path("tallies/claims/", views.Behind.as_view(), name="behind"),
    path("tallies/plot.svg", views.Plot.as_view(), name="plot"),
    path("tallies/export/", exports.Download.as_view(), name="export"),
]
