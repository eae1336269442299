"""The addresses of the codebook."""

from __future__ import annotations

from django.urls import path

from rasd.desk.codebook import proposing, views

urlpatterns = [
    path("codebook/", views.CodebookPage.as_view(), name="codebook"),
    path("codebook/actors/<str:id>/", views.ActorPage.as_view(), name="actor"),
    path("codebook/unknown/", proposing.Unknown.as_view(), name="unknown"),
    path("codebook/proposals/<int:pk>/withdraw/", proposing.Withdraw.as_view(), name="withdraw"),
    path("codebook/proposals.yaml", proposing.ProposalFile.as_view(), name="proposals"),
]
