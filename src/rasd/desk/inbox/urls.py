"""The addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from rasd.desk.inbox import views

urlpatterns = [
    path("inbox/", views.Inbox.as_view(), name="inbox"),
    path("inbox/add/", views.Add.as_view(), name="inbox-add"),
    path("inbox/searches/", views.KeepSearch.as_view(), name="inbox-keep"),
    path("inbox/searches/<int:key>/delete/", views.DropSearch.as_view(), name="inbox-drop"),
]
