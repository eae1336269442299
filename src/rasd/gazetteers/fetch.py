"""Files from the network: only when asked for, taken up where a download broke off, and checked."""

from __future__ import annotations

import hashlib
import http.client
import os
import pathlib
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from rasd.codebook import shelf
from rasd.errors import InputError

#: Where the country dumps of GeoNames lie; a mirror is named by the variable.
GEONAMES, VARIABLE = "https://download.geonames.org/export/dump", "RASD_GEONAMES_URL"
MOST_BYTES = 1_000_000_000
_TIMEOUT_S = 30
_PIECE = 1 << 16
_SAFE = re.compile(r"[^\w.-]+")

Progress = Callable[[int, int | None], None]


def is_country(given: str) -> bool:
    """Whether an argument is a country's code and no file."""
    return bool(re.fullmatch(r"[A-Z]{2}", given)) and not pathlib.Path(given).exists()


def addresses(country: str) -> tuple[str, str]:
    """The dump of a country, and its names in all languages."""
    base = os.environ.get(VARIABLE, GEONAMES).rstrip("/")
    return f"{base}/{country}.zip", f"{base}/alternatenames/{country}.zip"


def fetch(address: str, progress: Progress, sha256: str | None = None) -> pathlib.Path:
    """The file of an address, downloaded into the data folder; what was fetched before is continued if it is the same.

    Raises :class:`InputError` when the network, the server or the checksum says no.
    """
    target = _target(address)
    part = target.with_name(target.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        _download(address, part, progress)
    except (OSError, http.client.HTTPException) as error:
        kept = part.stat().st_size if part.exists() and _version(part).exists() else 0
        remedy = "Check the connection and give the same command again" + (
            f": it goes on after the {kept:,} bytes already here." if kept else ". A file on disk needs no network."
        )
        raise InputError(address, f"cannot be fetched ({_reason(error)})", remedy) from None
    _version(part).unlink(missing_ok=True)
    found = _hash(part)
    if sha256 is not None and found != sha256.lower():
        part.unlink()
        what = f"has the checksum {found}, not {sha256}"
        raise InputError(address, what, "The download was deleted. Fetch it again, or ask the publisher.")
    return part.replace(target)


def forget(path: pathlib.Path) -> None:
    """Delete a download that has been put on the shelf."""
    path.unlink(missing_ok=True)


def _target(address: str) -> pathlib.Path:
    parts = urllib.parse.urlsplit(address)
    name = _SAFE.sub("_", pathlib.PurePosixPath(parts.path).name) or "download"
    tag = hashlib.sha256(address.encode()).hexdigest()[:10]
    return shelf.data_dir() / "downloads" / f"{tag}-{name}"


def _version(part: pathlib.Path) -> pathlib.Path:
    """Where it stands of which version of a file a part is: a dump may be another one the next day."""
    return part.with_name(part.name + ".of")


def _download(address: str, part: pathlib.Path, progress: Progress) -> None:
    have, version = _begun(part)
    headers = {"User-Agent": "rasd", **({"Range": f"bytes={have}-", "If-Range": version} if have else {})}
    request = urllib.request.Request(address, headers=headers)
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if not have or error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        if error.headers.get("Content-Range") == f"bytes */{have}":
            return  # all of it is here
        _version(part).unlink()
        _download(address, part, progress)
        return
    with answer, part.open("ab" if have and answer.status == http.client.PARTIAL_CONTENT else "wb") as file:
        have = file.tell()
        if not have:
            _remember(part, answer.headers)
        total = _total(answer, have)
        while piece := answer.read(_PIECE):
            file.write(piece)
            have += len(piece)
            if have > MOST_BYTES:
                raise OSError(f"more than {MOST_BYTES:,} bytes")
            progress(have, total)
    if total is not None and have < total:
        raise OSError(f"broke off after {have:,} of {total:,} bytes")


def _begun(part: pathlib.Path) -> tuple[int, str]:
    """How much of a file is here, and of which version; none where nobody can tell whether it is still the same."""
    try:
        return part.stat().st_size, _version(part).read_text(encoding="ascii")
    except (OSError, UnicodeError):
        return 0, ""


def _remember(part: pathlib.Path, headers: Any) -> None:
    """Note of which version a file is, by what a server can be asked with: a strong tag, or the time of its change."""
    tag = headers.get("ETag", "")
    version = headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
    if version and version.isascii():
        _version(part).write_text(version, encoding="ascii")
    else:
        _version(part).unlink(missing_ok=True)


def _total(answer: Any, have: int) -> int | None:
    length = answer.headers.get("Content-Length")
    return have + int(length) if length and length.isdigit() else None


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return f"{getattr(error, 'code', '')} {reason}".strip()


def _hash(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
