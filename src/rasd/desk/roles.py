"""Roles: what people may do at the desk. Each may do what those before it may; each is one of Django's groups."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, Group
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rasd.ledger.models import User


class Role(enum.IntEnum):
    """From reading only to giving accounts."""

    viewer = 1
    reviewer = 2
    editor = 3
    publisher = 4
    administrator = 5

    @property
    def label(self) -> str | Promise:
        """Its name in the reader's language."""
        return _LABELS[self]

    @property
    def may(self) -> str | Promise:
        """What it adds to the role before it."""
        return _MAY[self]


_LABELS: dict[Role, str | Promise] = {
    Role.viewer: _("viewer"),
    Role.reviewer: _("reviewer"),
    Role.editor: _("editor"),
    Role.publisher: _("publisher"),
    Role.administrator: _("administrator"),
}
_MAY: dict[Role, str | Promise] = {
    Role.viewer: _("reads everything, changes nothing"),
    Role.reviewer: _("adds reports and decides on claims"),
    Role.editor: _("settles disagreements, splits and merges incidents"),
    Role.publisher: _("exports for the public"),
    Role.administrator: _("gives accounts and roles"),
}


def role_of(user: User | AnonymousUser) -> Role | None:
    """The role of a person; none for a stranger and for an account that is switched off."""
    if not user.is_authenticated or not user.is_active:
        return None
    if "_role" not in user.__dict__:  # asked for many times while one page is made
        user.__dict__["_role"] = greatest(user.groups.values_list("name", flat=True))
    known: Role | None = user.__dict__["_role"]
    return known


def greatest(groups: Iterable[str]) -> Role | None:
    """The role that some groups give, by their names."""
    names = set(groups)
    return max((role for role in Role if role.name in names), default=None)


def give(user: User, role: Role) -> None:
    """Give a person this role and no other."""
    group, _made = Group.objects.get_or_create(name=role.name)
    others = Group.objects.filter(name__in=[other.name for other in Role if other is not role])
    user.groups.remove(*others)
    user.groups.add(group)
    user.__dict__["_role"] = role
