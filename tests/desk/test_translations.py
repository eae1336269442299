"""The desk in Arabic: every message is translated, all six forms of what is counted, with the same places to fill."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import polib
import pytest

from rasd.desk import catalogues

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((catalogues.LOCALE / "ar").glob("*.po"))
_PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_has_its_arabic(tool: ModuleType) -> None:
    assert len(tool.messages()) > 50
    assert tool.missing() == []
    assert tool.unused() == []


def test_messages_are_found_where_they_stand(tool: ModuleType) -> None:
    template = (
        "{% load i18n %}{% translate 'a (b)' %}"
        "{% blocktranslate count n=n %}one{% plural %}{{ n }} many{% endblocktranslate %}"
    )
    found = [(m.id, m.plural) for m in tool.in_template(template, "")]
    assert found == [("a (b)", ""), ("one", "%(n)s many")]
    python = "x = _('a'); y = ngettext('one', '%d', n); z = pgettext('month', 'May')"
    assert {(m.id, m.plural, m.context) for m in tool.in_python(python, "")} == {
        ("a", "", ""),
        ("one", "%d", ""),
        ("May", "", "month"),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_translations_are_whole(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        assert len(forms) == (6 if entry.msgid_plural else 1), entry.msgid
        wanted = set(_PLACES.findall(entry.msgid_plural or entry.msgid))
        for form in forms:
            assert form.strip() and re.search(r"[\u0600-\u06ff]", form), entry.msgid
            used = set(_PLACES.findall(form))
            assert used == wanted if not entry.msgid_plural else used <= wanted, entry.msgid


def test_one_message_is_translated_one_way() -> None:
    known: dict[tuple[str, str | None], str] = {}
    for path in FILES:
        for entry in polib.pofile(str(path)):
            assert known.setdefault((entry.msgid, entry.msgctxt), entry.msgstr) == entry.msgstr, entry.msgid


def test_catalogues_are_compiled_when_they_are_older(tmp_path: Path) -> None:
    folder = tmp_path / "ar"
    folder.mkdir()
    (folder / "a.po").write_bytes(FILES[0].read_bytes())
    assert catalogues.compile_all(tmp_path) == [folder / "LC_MESSAGES" / "django.mo"]
    assert catalogues.compile_all(tmp_path) == []
