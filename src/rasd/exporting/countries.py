"""Countries as event data name them: in English, by the codes of ISO 3166-1, by the regions of ACLED and UCDP."""

from __future__ import annotations

import functools
import importlib.resources
from typing import NamedTuple

from rasd.codebook.gazetteer import load


class Country(NamedTuple):
    """A country: its English name, its codes of three letters and of three digits, its regions."""

    name: str
    alpha3: str
    number: int | None
    acled_region: str
    ucdp_region: str


@functools.cache
def countries() -> dict[str, Country]:
    """The countries by their code of two letters.

    >>> countries()["SY"]
    Country(name='Syria', alpha3='SYR', number=760, acled_region='Middle East', ucdp_region='Middle East')
    """
    text = importlib.resources.files("rasd.exporting").joinpath("countries.txt").read_text(encoding="utf-8")
    names = {entry.country: entry.name_en for entry in load().entries if entry.kind == "country"}
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        code: Country(names.get(code, code), alpha3, int(number) if number else None, acled, ucdp)
        for code, alpha3, number, acled, ucdp in rows
    }


def country_of(code: str | None) -> Country | None:
    """The country of a code of two letters; None where there is none, or an unknown one."""
    return countries().get(code or "")
