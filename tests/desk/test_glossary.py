"""One thing has one word: what the desk, plots, digests and README.ar.md say, against the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
import yaml

from rasd.desk import catalogues
from rasd.exporting.captions import captions

ROOT = Path(__file__).resolve().parents[2]
_MARKS = re.compile("[\u064b-\u0652]")
_QUOTED = re.compile("«[^»]*»")
_WORD = re.compile("[\u0621-\u0652]+")


class Said(NamedTuple):
    """A text in both languages, and where it stands."""

    english: str
    arabic: str
    where: str


class Term(NamedTuple):
    """A row of the glossary: the English words, the Arabic ones, and those that are not used."""

    english: tuple[str, ...]
    arabic: tuple[str, ...]
    avoided: tuple[str, ...]


def said() -> Iterator[Said]:
    """All that the desk, plots and digests say; of what is counted, each form."""
    for path in sorted((catalogues.LOCALE / "ar").glob("*.po")):
        for entry in polib.pofile(str(path)):
            forms = entry.msgstr_plural.items() if entry.msgid_plural else [("", entry.msgstr)]
            for n, form in forms:
                yield Said(f"{entry.msgctxt or ''}\0{entry.msgid}\0{n}".strip("\0"), form, path.name)
    for key, texts in captions().items():
        if isinstance(texts.get("ar"), str):
            yield Said(texts["en"], texts["ar"], f"captions.yaml: {key}")
        for language, english in zip(texts.get("ar", {}), texts.get("en", {}), strict=True) if key == "methods" else ():
            yield Said(english, language, f"captions.yaml: {key}")


def words_of(cell: str) -> tuple[str, ...]:
    """The words of a cell of the glossary, with what stands in brackets."""
    return tuple(part.strip() for part in re.split("[,،()]", cell) if part.strip())


def glossary() -> list[Term]:
    """The rows of docs/glossary.md."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "]
    return [Term(words_of(row[0]), words_of(row[1]), words_of(row[3])) for row in rows[1:]]


def bare(arabic: str) -> str:
    """Words without article, vowel signs and colon."""
    return " ".join(word.removeprefix("ال") for word in _MARKS.sub("", arabic).rstrip(":").split())


SAID, TERMS = list(said()), glossary()


def test_the_glossary_is_whole() -> None:
    assert len(TERMS) > 25 and len(SAID) > 400
    assert all(term.english and term.arabic for term in TERMS)
    arabic = [bare(term.arabic[0]) for term in TERMS]
    assert len(set(arabic)) == len(arabic)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english[0])
def test_a_term_is_worded_as_in_the_glossary(term: Term) -> None:
    one = term.english[0]
    singular, plural = {one}, {one + "s", one.removesuffix("y") + "ies"}
    for text in SAID:
        english = text.english.casefold().split("\0")[-1]
        if "\0" not in text.english and english in singular:
            assert bare(text.arabic) == bare(term.arabic[0]), text
        if "\0" not in text.english and english in plural and len(term.arabic) > 1:
            assert bare(text.arabic) == bare(term.arabic[1]), text


@pytest.mark.parametrize("term", [term for term in TERMS if term.avoided], ids=lambda term: term.english[0])
def test_words_that_are_avoided_are_not_used(term: Term) -> None:
    texts = [*SAID, Said("", (ROOT / "README.ar.md").read_text(encoding="utf-8"), "README.ar.md")]
    for word in term.avoided:
        alone = re.compile(rf"(?<![\u0621-\u0652])[وفبلك]?(?:ال)?{word}(?![\u0621-\u0652])")
        for text in texts:
            assert not alone.search(text.arabic), (word, text.where, text.english)


def test_one_text_is_worded_one_way_everywhere() -> None:
    known: dict[str, Said] = {}
    for text in SAID:
        english = text.english.casefold().rstrip(":")
        if english:
            assert bare(known.setdefault(english, text).arabic) == bare(text.arabic), (known[english], text)


def test_tanwin_is_written_one_way() -> None:
    texts = [*(text.arabic for text in SAID), (ROOT / "README.ar.md").read_text(encoding="utf-8")]
    outside = [_QUOTED.sub("", text) for text in texts]
    with_tanwin = {word for text in outside for word in _WORD.findall(text) if word.endswith("\u0627\u064b")}
    lacking = {word[:-1] for word in with_tanwin}
    for text in outside:
        assert "\u064b\u0627" not in text, text
        assert not lacking & set(_WORD.findall(text)), (lacking & set(_WORD.findall(text)), text)


def test_numbers_are_filled_in_and_not_written_into_texts() -> None:
    for text in SAID:
        digits = re.findall(r"\d+", _QUOTED.sub("", text.arabic))
        assert set(digits) <= set(re.findall(r"\d+", text.english)), text
        assert not re.search("[٠-٩]", text.arabic), text


def test_the_program_stands_in_marks() -> None:
    for text in SAID:
        if text.arabic not in ("رصد", "رصد {version}"):
            assert not re.search(r"(?<![\u0621-\u0652«])رصد(?!»)", text.arabic.replace("جهة رصد", "")), text


def test_captions_are_yaml_with_both_languages() -> None:
    text = (ROOT / "src/rasd/exporting/captions.yaml").read_text(encoding="utf-8")
    assert all({"en", "ar"} == set(found) or key == "methods" for key, found in yaml.safe_load(text).items())
