"""The addresses of accounts."""

from __future__ import annotations

from django.urls import path

from rasd.desk.accounts import views

urlpatterns = [
    path("", views.First.as_view(), name="first"),
    path("login/", views.LogIn.as_view(), name="login"),
    path("logout/", views.LogOut.as_view(), name="logout"),
    path("language/", views.Language.as_view(), name="language"),
    path("choose/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="choose-password"),
    path("settings/", views.Settings.as_view(), name="settings"),
    path("settings/password/", views.Password.as_view(), name="password"),
]
