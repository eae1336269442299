"""Every address with every role, and without an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from desk_server import on_sqlite
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rasd.desk.access import Open
from rasd.desk.roles import Role
from rasd.ledger.store import Ledger

SAMPLES = {"key": 1, "claim": "c-0123456789abcdef", "number": 1, "token": "x", "name": "viewer", "uid": "MQ"}


def patterns(found: Any, before: str = "") -> Iterator[tuple[str, Any, dict[str, Any]]]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, before + str(pattern.pattern))
        else:
            assert isinstance(pattern, URLPattern)
            converters = pattern.pattern.converters
            yield before + str(pattern.pattern), pattern.callback.view_class, converters  # type: ignore[attr-defined]


def addresses() -> Iterator[tuple[str, Any]]:
    """Every address, with something in the place of what is to be filled in."""
    for route, view, converters in patterns(get_resolver().url_patterns):
        for name, converter in converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            sample = SAMPLES.get(name, 1) if kind != "int" else 1
            for written in (f"<{kind}:{name}>", f"<{name}>"):
                route = route.replace(written, str(sample))
        assert "<" not in route, route
        yield "/" + route, view


def needed(view: Any, method: str) -> Role:
    writing = getattr(view, "writing", None)
    return max(view.role, writing) if writing and method == "post" else view.role


@on_sqlite
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_is_refused_below_its_role_and_opens_from_it_on(
    client_as: Callable[..., Client], opened_ledger: Ledger, method: str
) -> None:
    seen = 0
    for address, view in addresses():
        if issubclass(view, Open):
            continue
        seen += 1
        stranger = getattr(client_as(None), method)(address)
        assert (stranger.status_code, stranger.headers["Location"][:7]) == (302, "/login/"), address
        for role in Role:
            client = client_as(role)
            client.raise_request_exception = False
            status = getattr(client, method)(address).status_code
            assert (status == 403) == (role < needed(view, method)), (address, role, status)
            assert status < 500, (address, role, status)
    assert seen > 10
