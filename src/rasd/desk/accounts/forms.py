"""The forms of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from rasd.desk.accounts import throttling
from rasd.desk.keys import ACTIONS, is_key, keys_of
from rasd.desk.models import Preference


class LogInForm(AuthenticationForm):
    """Name and password; after several failures one has to wait."""

    error_messages = {  # noqa: RUF012 — as Django has it
        **AuthenticationForm.error_messages,
        "invalid_login": _("The name or the password is not right."),
    }

    def clean(self) -> dict[str, Any]:
        """Refuse at once who has failed too often, and remember who fails."""
        name, address = self.data.get("username", "")[:150], throttling.address_of(self.request)
        if throttling.must_wait(name, address):
            raise forms.ValidationError(
                _("Too many attempts. Wait a quarter of an hour and try again."), code="throttled"
            )
        try:
            return super().clean()
        except forms.ValidationError:
            throttling.failed(name, address)
            raise


class SettingsForm(forms.ModelForm[Preference]):
    """A person's own settings, with one field for each action's key."""

    class Meta:
        """All but the keys, which have fields of their own."""

        model = Preference
        fields = ("language", "digits", "theme")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, key in keys_of(self.instance.keys).items():
            label = str(ACTIONS[name].label)
            self.fields[f"key-{name}"] = forms.CharField(label=label, initial=key, max_length=9, strip=True)
            self.fields[f"key-{name}"].widget.attrs["dir"] = "ltr"

    @property
    def general(self) -> list[forms.BoundField]:
        """The fields but those of keys."""
        return [self[name] for name in self.Meta.fields]

    @property
    def keys(self) -> list[forms.BoundField]:
        """The fields of keys."""
        return [self[name] for name in self.fields if name.startswith("key-")]

    def clean(self) -> dict[str, Any]:
        """No two actions may have one key."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name in ACTIONS:
            key = cleaned.get(f"key-{name}")
            if key and not is_key(key):
                self.add_error(f"key-{name}", _("Write one letter or sign, or two letters with a blank between."))
            elif key and key in taken:
                self.add_error(f"key-{name}", _("Another action has this key already."))
            elif key:
                taken[key] = name
        self.instance.keys = {name: key for key, name in taken.items() if key != ACTIONS[name].key}
        return cleaned
