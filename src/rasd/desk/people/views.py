"""Who has an account: invited, given a role, switched off; all of it by administrators, and all of it in the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from rasd.desk.access import Allowed
from rasd.desk.accounts import giving
from rasd.desk.faults import worded
from rasd.desk.roles import Role, greatest, role_of
from rasd.errors import UsageError
from rasd.ledger.models import User

_ROLES = [(role.name, role.label) for role in Role]


class Invitation(forms.Form):
    """Whom to invite, and to which role."""

    name = forms.CharField(label=_("Name of the account"), max_length=150, validators=[UnicodeUsernameValidator()])
    role = forms.ChoiceField(label=_("Role"), choices=_ROLES, initial=Role.reviewer.name)

    def clean_name(self) -> str:
        """No two accounts of one name, however it is written."""
        name: str = self.cleaned_data["name"].strip()
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("There is an account of this name already."))
        return name


class People(Allowed, FormView[Invitation]):
    """All accounts, and the form to invite."""

    role = Role.administrator
    template_name = "desk/people/people.html"
    form_class = Invitation

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The accounts by name, each with its role."""
        accounts = User.objects.order_by("username").prefetch_related("groups")
        people = [(user, greatest(group.name for group in user.groups.all())) for user in accounts]
        return super().get_context_data(people=people, roles=list(Role), **given)

    def form_valid(self, form: Invitation) -> HttpResponse:
        """Invite; the link is shown once, on this page alone."""
        asked = form.cleaned_data
        try:
            user = giving.invite(asked["name"], Role[asked["role"]], by=self.request.user.username)
        except UsageError as error:
            form.add_error("name", worded(error))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=Invitation(), **_link(self.request, user)))


class Person(Allowed, View):
    """What an administrator does with one account."""

    role = Role.administrator
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give another role, switch off or on, or make a link to choose a new password."""
        user = get_object_or_404(User, pk=pk)
        by, done = request.user.username, request.POST.get("do")
        if done == "link":
            giving.log("link made", {"account": user.username}, by)
            page = People()
            page.setup(request)
            return page.render_to_response(page.get_context_data(form=Invitation(), **_link(request, user)))
        try:
            if done == "role" and request.POST.get("role") in Role.__members__:
                giving.change_role(user.username, Role[request.POST["role"]], by=by)
            elif done in ("off", "on"):
                giving.switch(user.username, done == "on", by=by)
            else:
                raise forms.ValidationError("")
        except UsageError as error:
            messages.error(request, worded(error))
        except forms.ValidationError:
            return HttpResponse(status=400)
        else:
            messages.success(request, gettext("Changed."))
        return redirect("people")


def _link(request: HttpRequest, user: User) -> dict[str, Any]:
    account, token = giving.link_for(user)
    link = request.build_absolute_uri(reverse("choose-password", args=[account, token]))
    return {"link": link, "invited": user, "invited_role": role_of(user)}
