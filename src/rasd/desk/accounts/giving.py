"""Accounts from the command line and by administrators: made, given a role, a new password; each goes into the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from rasd.desk.roles import Role, give, greatest, role_of
from rasd.errors import UsageError
from rasd.ledger.chain import Event, append, person
from rasd.ledger.models import User
from rasd.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator


class Account(NamedTuple):
    """An account as it is listed."""

    name: str
    role: Role | None
    is_active: bool


def has_accounts() -> bool:
    """Whether anybody can log in."""
    return User.objects.filter(is_active=True).exclude(password="").exists()


def check(name: str, password: str) -> None:
    """Raise :class:`UsageError` for a name that cannot be one, or a password that is too weak; asks no ledger."""
    _check(password, _named(name))


def make(name: str, password: str, role: Role, *, by: str | None = None) -> User:
    """Make an account.

    Raises :class:`UsageError` for a name that is taken or cannot be one, or a password that is too weak.
    """
    user = _new(name)
    _check(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save()
        give(user, role)
    log("account made", {"account": user.username, "role": role.name}, by)
    return user


def invite(name: str, role: Role, *, by: str | None = None) -> User:
    """Make an account without a password: who is given its :func:`link_for` chooses one.

    Raises :class:`UsageError` for a name that is taken or cannot be one.
    """
    user = _new(name)
    user.set_unusable_password()
    with transaction.atomic():
        user.save()
        give(user, role)
    log("invited", {"account": user.username, "role": role.name}, by)
    return user


def link_for(user: User) -> tuple[str, str]:
    """What a link to choose a password needs: the account, and a token that is of use once, and for some days only."""
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def change_role(name: str, role: Role, *, by: str | None = None) -> None:
    """Give an account another role."""
    user = _found(name)
    before = role_of(user)
    if before is Role.administrator and role is not before:
        _keep_an_administrator(user)
    give(user, role)
    log("role given", {"account": user.username, "role": role.name, "before": before and before.name}, by)


def change_password(name: str, password: str, *, by: str | None = None) -> None:
    """Give an account another password, which also ends its sessions."""
    user = _found(name)
    _check(password, user)
    user.set_password(password)
    user.save()
    log("password set", {"account": user.username}, by)


def switch(name: str, active: bool, *, by: str | None = None) -> None:
    """Switch an account off, or on again; what it has decided stays."""
    user = _found(name)
    if not active and role_of(user) is Role.administrator:
        _keep_an_administrator(user)
    user.is_active = active
    user.save()
    log("account on" if active else "account off", {"account": user.username}, by)


def accounts() -> Iterator[Account]:
    """All accounts, by name."""
    for user in User.objects.order_by("username").prefetch_related("groups"):
        role = greatest(group.name for group in user.groups.all())
        yield Account(user.username, role, user.is_active)


def _named(name: str) -> User:
    name = name.strip()
    user = User(username=name)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise UsageError("{account}: {said}", "name-or-password", account=name, said=" ".join(error.messages)) from None
    return user


def _new(name: str) -> User:
    user = _named(name)
    name = user.username
    if User.objects.filter(username__iexact=name).exists():
        raise UsageError("{account}: there is such an account already.", "account-there", account=name)
    return user


def _check(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        said = " ".join(error.messages)
        raise UsageError("{account}: {said}", "name-or-password", account=user.username, said=said) from None


def _found(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        message = "{account}: there is no such account. rasd desk user list shows all."
        raise UsageError(message, "no-such-account", account=name)
    return user


def _keep_an_administrator(user: User) -> None:
    others = User.objects.filter(groups__name=Role.administrator.name, is_active=True).exclude(pk=user.pk)
    if not others.exists():
        message = "{account}: is the only administrator. Make another one first."
        raise UsageError(message, "only-administrator", account=user.username)


def log(action: str, details: Mapping[str, Any], by: str | None) -> None:
    """Write into the ledger's log what was done with an account."""
    door = Ledger.default().door
    with door.writing():
        append(door, [Event(action, dict(details))], by or person())
