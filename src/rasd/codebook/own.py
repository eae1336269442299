"""A user's own part of the codebook: actors, aliases and words beside those that the package brings, and proposals.

Each file is a list. An entry with ``id`` is an actor, as in the package's ``actors/*.yaml``; one with ``also`` gives
further ``aliases`` to an actor that is known; one with ``class`` further ``words`` to a class of words. They lie in the
folder ``codebook`` of what a user adds, are looked at by the lint before they get there, and count in the codebook's
version like everything else.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from rasd.codebook import wordclasses
from rasd.codebook.loader import parsed
from rasd.codebook.shelf import data_dir
from rasd.errors import CodebookError, UsageError

Document = list[dict[str, Any]]
FOLDER = "codebook"
_NAME = re.compile(r"[\w][\w.-]{0,80}")
_MOST = 20
#: What an entry begins with.
_BEGIN = frozenset(("id", "also", "class"))


def folder() -> pathlib.Path:
    """Where they lie."""
    return data_dir() / FOLDER


def files() -> list[pathlib.Path]:
    """The files that are used, by name."""
    return sorted(folder().glob("*.yaml")) if folder().is_dir() else []


def merged(documents: dict[str, Any], without: str = "") -> dict[str, Any]:
    """The package's documents with the user's own, but for the file of one name.

    Raises :class:`CodebookError` for a file that does not fit any more, as after an upgrade.
    """
    for path in files():
        if path.stem != without:
            documents = _with(documents, _read(path), path.stem)
    return documents


def add(path: pathlib.Path) -> int:
    """Take a file over, in the place of one of its name; how many entries it has.

    Raises :class:`UsageError` for a file that cannot be read, :class:`CodebookError` with every mistake found in it;
    nothing is changed then.
    """
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file.")
    if not _NAME.fullmatch(path.stem):
        raise UsageError(f"{path.name}: give the file a plain name, of letters, digits and hyphens.")
    entries = _read(path)
    if mistakes := list(check(entries, path.stem)):
        raise CodebookError("\n".join(f"{path.name}: {mistake}" for mistake in mistakes[:_MOST]))
    folder().mkdir(parents=True, exist_ok=True)
    target = folder() / f"{path.stem}.yaml"
    draft = target.with_suffix(".new")
    draft.write_bytes(path.read_bytes())
    draft.replace(target)
    return len(entries)


def remove(name: str) -> None:
    """Use a file no more.

    Raises :class:`UsageError` where there is none of that name.
    """
    path = folder() / f"{name}.yaml"
    if not _NAME.fullmatch(name) or not path.is_file():
        known = ", ".join(path.stem for path in files()) or "none"
        raise UsageError(f"{name}: there is no such file of your own. There are: {known}.")
    path.unlink()


def check(entries: Document, name: str) -> Iterator[str]:
    """What the lint finds in some entries, beside the package's and the user's other files."""
    from rasd.codebook import book, check_actors

    for at, message in check_actors.entries(_plain(entries)):
        yield f"{', '.join(at)}: {message}" if at else message
    for entry in entries:
        if "also" in entry and (
            set(entry) - {"also", "aliases", "source"} or not isinstance(entry.get("aliases"), list)
        ):
            yield f"also: {entry['also']}: give it aliases, and a source, and nothing else."
        if "also" in entry and not entry.get("source"):
            yield f"also: {entry['also']}: no source. Name where these names are documented."
    try:
        documents = _with(merged(book.documents(), without=name), entries, name)
    except CodebookError as error:
        yield str(error)
        return
    actors = {n: d for n, d in documents.items() if n.startswith("actors/") and check_actors.is_list(d)}
    yield from (f"{', '.join(at)}: {message}" for _, at, message in check_actors.between(actors))
    yield from (f"class: {' '.join(at)} {message}" for at, message in wordclasses.check(documents[wordclasses.FILE]))


def written(entries: Document) -> str:
    """Entries as a file, which :func:`add` takes."""
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000)


def _read(path: pathlib.Path) -> Document:
    try:
        found = parsed(path.read_bytes())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: not YAML: {error}. Mend the line named.") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from error
    if not isinstance(found, list) or not all(isinstance(e, dict) and not _BEGIN.isdisjoint(e) for e in found):
        raise CodebookError(
            f"{path}: is no list of actors or words. Begin each with «- id:», or «- also:» for an actor that is "
            "known, or «- class:» for words."
        )
    return found


def _plain(entries: Document) -> Document:
    """Those that are actors of their own."""
    return [entry for entry in entries if "also" not in entry and "class" not in entry]


def _with(documents: dict[str, Any], entries: Document, name: str) -> dict[str, Any]:
    """Documents with some entries; what is there already is not changed."""
    found = dict(documents)
    known = {entry["id"]: file for file, document in found.items() if file.startswith("actors/") for entry in document}
    for entry in entries:
        if "also" not in entry:
            continue
        file = known.get(entry["also"])
        if file is None:
            raise CodebookError(f"{name}: also: {entry['also']}: no actor has this id. See rasd codebook find.")
        found[file] = [
            {**e, "aliases": [*(e.get("aliases") or ()), *entry["aliases"]]} if e["id"] == entry["also"] else e
            for e in found[file]
        ]
    for entry in entries:
        if "class" in entry:
            found[wordclasses.FILE] = _with_words(found[wordclasses.FILE], entry, name)
    if plain := _plain(entries):
        found[f"actors/own-{name}.yaml"] = plain
    return found


def _with_words(classes: dict[str, Any], entry: dict[str, Any], name: str) -> dict[str, Any]:
    """The classes of words with those of one entry."""
    which, words = entry["class"], entry.get("words")
    if which not in classes:
        raise CodebookError(f"{name}: class: {which}: there is no such class. There are {', '.join(classes)}.")
    if set(entry) - {"class", "words"} or not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise CodebookError(f"{name}: class: {which}: give it words, as a list, and nothing else.")
    return wordclasses.extended(classes, which, words)
