"""The lint of the codebook: every mistake with its file, its line and what to do."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from rasd.codebook import check_actors, check_weights, check_words, gazetteer, placewords, schema, wordclasses
from rasd.codebook.book import DATA, sources
from rasd.codebook.loader import parsed
from rasd.errors import CodebookError

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_MARKS = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u061c]")
_LETTERS = (
    (_PRESENTATION, "a presentation form, which no text is matched with. Write the plain letter."),
    (re.compile("\u0640"), "a tatweel. Remove it."),
    (_MARKS, "a diacritic. Remove it: spellings are compared without."),
    (_INVISIBLE, "an invisible character. Remove it."),
)


class Fault(NamedTuple):
    """A mistake: the file under ``data``, words by which its line is found, and what to do."""

    file: str
    at: tuple[str, ...]
    message: str


def check(data: pathlib.Path = DATA) -> list[str]:
    """The mistakes of the codebook in ``data``, as ``file:line: what is wrong. What to do.``

    A codebook in order gives an empty list.
    """
    texts = {path.relative_to(data).as_posix(): path for path in sources(data)}
    lines = {name: _read(path).splitlines() for name, path in texts.items()}
    found = [*_letters(lines), *_strays(data), *_places(data)]
    documents, broken = _documents(texts)
    found += [*broken, *_missing_files(texts)]
    for name, document in documents.items():
        found += [f"{f.file}:{_line(lines[f.file], f.at)}: {f.message}" for f in _faults(name, document)]
    actors = {n: d for n, d in documents.items() if n.startswith("actors/") and check_actors.is_list(d)}
    for name, at, message in check_actors.between(actors):
        found.append(f"{name}:{_line(lines[name], at)}: {message}")
    return sorted(dict.fromkeys(found), key=_place)


def _faults(name: str, document: Any) -> Iterator[Fault]:
    checker: dict[str, Callable[[Any], Iterator[tuple[tuple[str, ...], str]]]] = {
        "actions.yaml": check_words.actions,
        "objects.yaml": check_words.objects,
        "units.yaml": check_words.units,
        "cues.yaml": check_words.cues,
        "weights.yaml": check_weights.weights,
        placewords.FILE: placewords.check,
        wordclasses.FILE: wordclasses.check,
    }
    look = checker.get(name) or (check_actors.entries if name.startswith("actors/") else None)
    if look is None:
        return
    for at, message in look(document):
        yield Fault(name, at, message)


# ---- the files


def _read(path: pathlib.Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _letters(lines: dict[str, list[str]]) -> Iterator[str]:
    for name, rows in lines.items():
        for number, row in enumerate(rows, 1):
            for pattern, message in _LETTERS:
                hit = pattern.search(row)
                if hit:
                    yield f"{name}:{number}: U+{ord(hit[0]):04X} is {message}"


def _documents(texts: dict[str, pathlib.Path]) -> tuple[dict[str, Any], list[str]]:
    documents, broken = {}, []
    for name, path in texts.items():
        try:
            documents[name] = parsed(path.read_bytes())
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or error
            broken.append(
                f"{name}:{mark.line + 1 if mark else 1}: not YAML: {problem}. Mend this line or the one before."
            )
    return documents, broken


def _missing_files(texts: dict[str, pathlib.Path]) -> list[str]:
    return [f"{name}:1: the file is missing. Put it back." for name in sorted(schema.FILES - texts.keys())]


def _strays(data: pathlib.Path) -> Iterator[str]:
    """Files that nothing loads: what is written in them is lost."""
    places = {*gazetteer.OWN_TABLES, gazetteer.GEONAMES, gazetteer.COMMON_WORDS}
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        name = path.relative_to(data).as_posix()
        folder, _, file = name.rpartition("/")
        loaded = (
            (not folder and name in schema.FILES | schema.BUILT)
            or (folder == "actors" and file.endswith(".yaml"))
            or (folder == "places" and file in places)
        )
        if not loaded:
            yield f"{name}:1: nothing loads this file. Move its lines to a file that is loaded, or delete it."


def _places(data: pathlib.Path) -> Iterator[str]:
    folder = data / "places"
    if not folder.is_dir():
        return
    try:
        ids = [entry.id for name in gazetteer.OWN_TABLES for entry, _ in gazetteer.own_rows(folder / name)]
    except (CodebookError, OSError) as error:
        yield f"places:1: {error}"
        return
    for name in gazetteer.OWN_TABLES:
        for line, id_, least in gazetteer.too_sure(folder / name):
            what = f"the point of {id_} is unchecked. Give it radius_km {least:g} at least, or check it."
            yield f"places/{name}:{line}: {what}"
    for twice in sorted({i for i in ids if ids.count(i) > 1} if len(set(ids)) < len(ids) else ()):
        yield f"places:1: two rows have the id {twice}. Make them one."


# ---- where


def _line(rows: list[str], at: tuple[str, ...]) -> int:
    """The line of the last of some words, each looked for from the line of the one before on."""
    here = 0
    for words in at:
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        here = next((n for n in range(here, len(rows)) if pattern.search(rows[n])), here)
    return here + 1


def _place(message: str) -> tuple[str, int, str]:
    file, line, rest = message.split(":", 2)
    return file, int(line), rest
