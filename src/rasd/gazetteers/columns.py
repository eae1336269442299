"""Which column holds what: the headers of the usual files, and those that a user names."""

from __future__ import annotations

import re

from rasd.errors import InputError, UsageError

#: Field → headers that hold it, without case and signs, the likeliest first.
HEADERS: dict[str, tuple[str, ...]] = {
    "name_ar": (
        "namear", "namesar", "arabicname", "namearabic", "arname", "placear", "adm4ar", "adm3ar", "adm2ar", "adm1ar",
        "admin4namear", "admin3namear", "admin2namear", "admin1namear", "featurenamear", "ar", "الاسم",
    ),
    "name_en": (
        "nameen", "englishname", "nameenglish", "enname", "placeen", "asciiname", "name", "adm4en", "adm3en", "adm2en",
        "adm1en", "admin4nameen", "admin3nameen", "admin2nameen", "admin1nameen", "featurenameen", "en",
    ),
    "lat": ("lat", "latitude", "centroidlat", "ycoord", "pointy", "y", "latitudedd"),
    "lon": ("lon", "lng", "long", "longitude", "centroidlon", "xcoord", "pointx", "x", "longitudedd"),
    "country": ("cc", "country", "countrycode", "iso2", "iso3", "adm0pcode", "admin0pcode", "adm0code", "iso"),
    "admin1": ("adm1ar", "adm1en", "admin1namear", "admin1nameen", "admin1", "adm1", "province", "governorate"),
    "id": (
        "pcode", "geonamesid", "geonameid", "adm4pcode", "adm3pcode", "adm2pcode", "adm1pcode", "admin4pcode",
        "admin3pcode", "admin2pcode", "admin1pcode", "wofid", "featurepcode", "id", "osmid", "code",
    ),
    "kind": ("kind", "placetype", "featurecode", "type", "fclass", "place"),
    "level": ("level", "admlevel", "adminlevel"),
    "seat": ("capitallevel", "capital", "isseat"),
    "population": ("population", "pop", "inhabitants"),
    "radius_km": ("radiuskm", "radius"),
    "source": ("source",),
    "licence": ("licence", "license"),
    "pcode1": ("adm1pcode", "admin1pcode"),
    "geonames": ("geonamesid", "geonameid"),
}  # fmt: skip
FIELDS = tuple(f for f in HEADERS if f not in ("pcode1", "geonames"))
_SIGNS = re.compile(r"[\W_]+")


def columns(header: list[str], given: dict[str, str], where: str) -> dict[str, int]:
    """Field → column. ``given`` are the columns that a user names and that go before the usual headers.

    Raises :class:`InputError` when a named column or that of the names is missing.
    """
    plain = [_SIGNS.sub("", cell.lower()) for cell in header]
    found: dict[str, int] = {}
    for field, names in HEADERS.items():
        for name in names:
            if name in plain:
                found[field] = plain.index(name)
                break
    for field, name in given.items():
        if name not in header:
            shown = ", ".join(header[:12])
            raise InputError(f"{where}:1", f"there is no column {name!r}", f"The columns are: {shown}.")
        found[field] = header.index(name)
    for field, what in (("name_ar", "Arabic names"),):
        if field not in found:
            remedy = f"Say which it is: --column {field}=HEADER. The columns are: {', '.join(header[:12])}."
            raise InputError(f"{where}:1", f"no column of {what}", remedy)
    if ("lat" in found) != ("lon" in found):
        missing = "lon" if "lat" in found else "lat"
        remedy = f"Say which it is: --column {missing}=HEADER."
        raise InputError(f"{where}:1", f"one coordinate has a column and {missing} has none", remedy)
    if found.get("id") is not None and "geonames" in found and "id" not in given:
        found["id"] = _own_id(plain, found["geonames"])
    return found


def _own_id(plain: list[str], geonames: int) -> int:
    """Beside GeoNames' id the file's own."""
    return next((plain.index(name) for name in ("wofid", "pcode", "id") if name in plain), geonames)


def mapping(options: list[str]) -> dict[str, str]:
    """``--column field=HEADER`` as a mapping.

    >>> mapping(["name_ar=Nom arabe"])
    {'name_ar': 'Nom arabe'}
    """
    found = {}
    for option in options:
        field, sign, header = option.partition("=")
        if not sign or field not in FIELDS:
            raise UsageError(f"--column {option}: write field=HEADER, with one of {', '.join(FIELDS)}.")
        found[field] = header
    return found
