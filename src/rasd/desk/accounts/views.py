"""Logging in and out, the language, and a person's own settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import UpdateView, View

from rasd.desk.access import Allowed, Open
from rasd.desk.accounts import giving
from rasd.desk.accounts.forms import LogInForm, SettingsForm
from rasd.desk.models import Preference
from rasd.desk.pages import MADE
from rasd.desk.preferring import preference_of
from rasd.desk.roles import Role


class LogIn(Open, auth.LoginView):
    """The page to log in by: the only one that strangers see."""

    template_name = "desk/accounts/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


class First(Allowed, View):
    """Leads to the first page of the navigation."""

    role = Role.viewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there."""
        return redirect(next((page.package for page in MADE if page.linked), "settings"))


class LogOut(Allowed, auth.LogoutView):  # type: ignore[misc]  # as wide as Django's views are
    """Ends the session."""

    role = Role.viewer
    http_method_names = ("post", "options")


class Language(Open, View):
    """Switches between the languages, for strangers by a cookie, for people in their settings."""

    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest) -> HttpResponse:
        """Switch, and go back."""
        language = request.POST.get("language", "")
        back = request.POST.get("next", "/")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = "/"
        answer = redirect(back)
        if language in dict(settings.LANGUAGES):
            age = settings.LANGUAGE_COOKIE_AGE
            answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=age, samesite="Lax")
            if request.user.is_authenticated:
                Preference.objects.update_or_create(user=request.user, defaults={"language": language})
        return answer


class Settings(Allowed, UpdateView[Preference, SettingsForm]):
    """A person's own settings: language, digits, colours, keys."""

    role = Role.viewer
    template_name = "desk/accounts/settings.html"
    form_class = SettingsForm
    success_url = reverse_lazy("settings")

    def get_object(self, queryset: Any = None) -> Preference:
        """Those of the person who asks."""
        return preference_of(self.request)

    def form_valid(self, form: SettingsForm) -> HttpResponse:
        """Keep them."""
        messages.success(self.request, _("Your settings are kept."))
        return super().form_valid(form)


class Password(Allowed, auth.PasswordChangeView):
    """Another password; other sessions of the person end."""

    role = Role.viewer
    template_name = "desk/accounts/password.html"
    success_url = reverse_lazy("settings")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Change it."""
        answer = super().form_valid(form)
        name = self.request.user.get_username()
        giving.log("password set", {"account": name}, name)
        messages.success(self.request, _("Your password is changed."))
        return answer


class ChoosePassword(Open, auth.PasswordResetConfirmView):
    """Where the link of an invitation leads: who has it chooses a password, once; any other answers nothing."""

    template_name = "desk/accounts/choose.html"
    success_url = reverse_lazy("login")

    def dispatch(self, *args: Any, **given: Any) -> HttpResponseBase:
        """The form, or the log-in page where the link is of no use (any more)."""
        answer = super().dispatch(*args, **given)
        if answer.status_code == 302 or self.validlink:  # to the form under an address without the token, or the form
            return answer
        messages.error(self.request, _("This link is of no use any more. Ask an administrator for another one."))
        return redirect("login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the password."""
        answer = super().form_valid(form)
        giving.log("password set", {"account": form.user.username}, form.user.username)
        messages.success(self.request, _("Your password is kept. Log in with it."))
        return answer
