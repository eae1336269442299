"""The addresses of a report and of what fields are completed from."""

from __future__ import annotations

from django.urls import path

from rasd.desk.report import completing, deciding, originals, views

urlpatterns = [
    path("reports/<int:key>/", views.ReportPage.as_view(), name="report"),
    path("claims/<str:claim>/", views.ClaimPage.as_view(), name="claim"),
    path("reports/<int:key>/claims/<str:claim>/decide/", deciding.Decide.as_view(), name="decide"),
    path("reports/<int:key>/claims/<str:claim>/correct/", deciding.Correct.as_view(), name="correct"),
    path("reports/<int:key>/missed/", deciding.Missed.as_view(), name="missed"),
    path("reports/<int:key>/original/", originals.OriginalPage.as_view(), name="original"),
    path("reports/<int:key>/original/bytes/", originals.OriginalBytes.as_view(), name="original-bytes"),
    path("complete/actors/", completing.Actors.as_view(), name="complete-actors"),
    path("complete/places/", completing.Places.as_view(), name="complete-places"),
    path("complete/rules/", completing.Rules.as_view(), name="complete-rules"),
]
