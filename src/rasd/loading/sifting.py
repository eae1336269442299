"""Sifting: what is left out before a page is taken apart, by the site it is from and the language it is in."""

from __future__ import annotations

import re
import urllib.parse
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from rasd.arabic.script import is_arabic_prose
from rasd.errors import InputError, UsageError
from rasd.model import Report

LANGUAGES = ("ar",)
#: Bytes of a page that are looked at: its head and its first menus say nothing yet.
_SAMPLE = 200_000
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.I | re.S)


class LeftOut(InputError):
    """Something that was not asked for: no failure, but counted."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, f"left out ({why})", "Ask for it without --language or --site.")
        self.why = why


class Sift(NamedTuple):
    """What is wanted: pages of these sites and the sites below them (none: all), in this language (None: any)."""

    sites: frozenset[str] = frozenset()
    language: str | None = None

    def site(self, url: str | None, where: str) -> None:
        """Raises :class:`LeftOut` for an address of a site that is not wanted, or for none where sites were asked for.

        >>> Sift(frozenset(["a.example"])).site("https://www.a.example/1", "x")
        """
        if self.sites and not self._is_wanted(url):
            raise LeftOut(where, "site")

    def _is_wanted(self, url: str | None) -> bool:
        labels = host_of(url or "").split(".")
        return any(".".join(labels[i:]) in self.sites for i in range(len(labels)))

    def page(self, raw: bytes, where: str) -> None:
        """Raises :class:`LeftOut` for bytes of a page or text that is in another language."""
        if self.language and not is_arabic_prose(_MARKUP.sub(" ", _decoded(raw[:_SAMPLE]))):
            raise LeftOut(where, "language")

    def failure(self, error: InputError) -> InputError:
        """What failed for being in another language, as left out where one language is asked for.

        >>> Sift(language="ar").failure(InputError("x", "holds no Arabic", "…", "no-arabic"))
        LeftOut('x: left out (language). Ask for it without --language or --site.')
        """
        return LeftOut(error.where, "language") if self.language and error.code == "no-arabic" else error

    def report(self, report: Report) -> None:
        """Raises :class:`LeftOut` for a report of another site or language."""
        self.site(report.url, report.id)
        if self.language and not is_arabic_prose(report.text[:_SAMPLE]):
            raise LeftOut(report.id, "language")


def _decoded(raw: bytes) -> str:
    """A sample as text, in the likeliest of the encodings of Arabic pages."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "ignore")
    text = raw.decode("utf-8", "ignore")
    lost = len(raw) - len(text.encode())
    return raw.decode("cp1256", "ignore") if lost * 20 > len(raw) else text


def host_of(url: str) -> str:
    """The host of an address, in small letters; empty where there is none.

    >>> host_of("https://WWW.A.example:8080/x"), host_of("no address")
    ('www.a.example', '')
    """
    try:
        return (urllib.parse.urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def sift_of(sites: Iterable[str] = (), language: str | None = None) -> Sift:
    """What is asked for: sites as hosts or addresses, a language by its code.

    Raises :class:`UsageError` for a language that Rasd does not read, or a site that is none.
    """
    if language is not None and language not in LANGUAGES:
        raise UsageError(f"--language {language}: Rasd reads Arabic. Write --language ar, or leave it out.")
    hosts = set()
    for site in sites:
        host = host_of(site if "//" in site else f"//{site}").removeprefix("www.")
        if not host or not re.fullmatch(r"[\w.-]+", host):
            raise UsageError(f"--site {site}: no site. Write its host, for instance --site news.example.")
        hosts.add(host)
    return Sift(frozenset(hosts), language)


def summed(left_out: Counter[str]) -> dict[str, int]:
    """How many were left out, by the reason."""
    return dict(sorted(left_out.items()))
