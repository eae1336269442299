"""Who fails to log in again and again has to wait: by the name tried and by the address it comes from."""

from __future__ import annotations

import datetime
import ipaddress

from django.http import HttpRequest
from django.utils import timezone

from rasd.desk.models import Attempt

#: Failures within the wait after which there is no further try: with a name from one address, from an address with
#: any name, and with a name from anywhere (a hundred an hour, whoever has many addresses).
BY_NAME, BY_ADDRESS, BY_NAME_ANYWHERE = 5, 25, 25
WAIT = datetime.timedelta(minutes=15)


def address_of(request: HttpRequest | None) -> str:
    """Where a request comes from; behind a proxy that is trusted, waitress has put the true one here.

    Of IPv6 the network: who has one address there has all of its 2⁶⁴.
    """
    return network_of((request.META.get("REMOTE_ADDR") or "" if request else "")[:45])


def network_of(address: str) -> str:
    """An address as it is counted.

    >>> network_of("192.0.2.7"), network_of("2001:db8::7"), network_of("unix")
    ('192.0.2.7', '2001:db8::/64', 'unix')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else address


def must_wait(name: str, address: str) -> bool:
    """Whether there were too many failures lately."""
    lately = Attempt.objects.filter(at__gt=timezone.now() - WAIT)
    return (
        lately.filter(name=name, address=address).count() >= BY_NAME
        or lately.filter(address=address).count() >= BY_ADDRESS
        or lately.filter(name=name).count() >= BY_NAME_ANYWHERE
    )


def failed(name: str, address: str) -> None:
    """Remember a failure, and forget those of long ago."""
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - 10 * WAIT).delete()
    Attempt.objects.create(name=name, address=address, at=now)
