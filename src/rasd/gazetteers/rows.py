"""One row of a gazetteer, whatever file it comes from, and what is demanded of it."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from rasd.arabic.script import fold
from rasd.codebook.gazetteer import SHORTEST
from rasd.errors import InputError

#: More rows than any country has settlements: such a file is a mistake, or has to be cut first.
MOST_ROWS = 500_000
MOST_POPULATION = 100_000_000

_APART = re.compile(r"[|_;؛/\n]")
_REMARK = re.compile(r"\([^)]{0,100}\)|[،,].*")
_ARABIC = re.compile("[\u0621-\u064a]")
_COUNTRY = re.compile("[A-Z]{2}")


class Row(NamedTuple):
    """A place as a file gives it, with Arabic names apart and folded, and where each datum is from."""

    id: str
    names: tuple[str, ...]
    name_en: str
    country: str
    admin1: str
    kind: str
    lat: float | None
    lon: float | None
    population: int
    radius_km: float | None
    source: str
    licence: str


def arabic_names(cell: str) -> tuple[str, ...]:
    """The Arabic names in a cell, in its order, without remarks.

    >>> arabic_names("المعلقة_بشلامون"), arabic_names("سيدي عقبة، الجزائر|سيدي عقبة"), arabic_names("Aleppo")
    (('المعلقة', 'بشلامون'), ('سيدي عقبة',), ())
    """
    names = (" ".join(_REMARK.sub("", part).split()) for part in _APART.split(cell))
    return tuple(dict.fromkeys(name for name in names if _ARABIC.search(name)))


def keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """The folded names by which a row is found; words that writers join are left to the skeleton of the name.

    >>> keys(("تل خطرة", "إب"))
    ('تل خطره',)
    """
    folded = (" ".join(fold(name).split()) for name in names)
    return tuple(dict.fromkeys(name for name in folded if len(name) >= SHORTEST))


def point(lat: str, lon: str, where: str) -> tuple[float | None, float | None]:
    """Two cells as a point on the globe; two empty ones are none.

    Raises :class:`InputError` for anything else.
    """
    lat, lon = lat.strip(), lon.strip()
    if not lat and not lon:
        return None, None
    try:
        found = float(lat), float(lon)
    except ValueError:
        raise InputError(where, f"({lat!r}, {lon!r}) are no coordinates", "Write decimal degrees: 35.741.") from None
    if not (math.isfinite(found[0]) and math.isfinite(found[1]) and abs(found[0]) <= 90 and abs(found[1]) <= 180):
        what = f"({lat}, {lon}) lies off the globe"
        raise InputError(where, what, "Latitude runs from -90 to 90, longitude from -180 to 180; are they exchanged?")
    return round(found[0], 5), round(found[1], 5)


def country_code(cell: str, where: str) -> str:
    """A cell as a country's code of two letters.

    >>> country_code("sy", "x:2"), country_code("SYR", "x:2")
    ('SY', 'SY')
    """
    code = cell.strip().upper()
    code = ISO3.get(code, code)
    if not _COUNTRY.fullmatch(code):
        what = f"{cell!r} is no country" if cell else "names no country"
        raise InputError(where, what, "Give a code of two letters in a column, or say --country SY for the whole file.")
    return code


def people(cell: str, where: str) -> int:
    """A cell as a number of inhabitants; an empty one is none."""
    cell = cell.strip().replace(",", "")
    if not cell:
        return 0
    try:
        number = float(cell)
    except ValueError:
        raise InputError(where, f"{cell!r} is no number of inhabitants", "Leave it empty or write digits.") from None
    return int(number) if 0 < number <= MOST_POPULATION else 0


#: Codes of three letters that the files of these countries use.
ISO3 = {
    "SYR": "SY", "LBN": "LB", "IRQ": "IQ", "YEM": "YE", "LBY": "LY", "SDN": "SD", "SSD": "SS", "SOM": "SO", "PSE": "PS",
    "JOR": "JO", "EGY": "EG", "SAU": "SA", "ARE": "AE", "QAT": "QA", "KWT": "KW", "BHR": "BH", "OMN": "OM", "TUN": "TN",
    "DZA": "DZ", "MAR": "MA", "MRT": "MR", "DJI": "DJ", "ERI": "ER", "ETH": "ET", "TCD": "TD", "MLI": "ML", "NER": "NE",
    "BFA": "BF", "NGA": "NG", "IRN": "IR", "TUR": "TR", "AFG": "AF", "PAK": "PK", "ISR": "IL", "UKR": "UA", "RUS": "RU",
}  # fmt: skip
