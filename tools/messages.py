"""Compares what the desk says with its translations: prints, ready to paste, what ``locale/ar/*.po`` lacks.

Run by ``make messages``. Exit code 1 when something is missing, or when a translation serves no message any more.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DESK = ROOT / "src" / "rasd" / "desk"
LOCALE = DESK / "locale" / "ar"
_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_MANY = {"ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_MANY_IN_CONTEXT = {"npgettext", "npgettext_lazy"}
_CALL = re.compile(r"\b(n?p?gettext)(?=\()")


class Message(NamedTuple):
    """A text in English, its plural if it counts, its context if it has one, and where it stands."""

    id: str
    plural: str
    context: str
    where: str

    @property
    def key(self) -> tuple[str, str]:
        """By which a translation is found."""
        return self.id, self.context


def in_python(source: str, where: str) -> Iterator[Message]:
    """The messages of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in _ONE and texts:
                yield Message(texts[0], "", "", where)
            elif name in _MANY and len(texts) > 1:
                yield Message(texts[0], texts[1], "", where)
            elif name in _IN_CONTEXT and len(texts) > 1:
                yield Message(texts[1], "", texts[0], where)
            elif name in _MANY_IN_CONTEXT and len(texts) > 2:
                yield Message(texts[1], texts[2], texts[0], where)


def in_template(source: str, where: str) -> Iterator[Message]:
    """The messages of a template, as Django itself sees them."""
    from django.utils.translation.template import templatize

    text = templatize(source)
    for found in _CALL.finditer(text):
        for end in [match.end() for match in re.finditer(r"\)", text[found.end() :])]:
            try:
                call = ast.parse(text[found.start() : found.end() + end].strip()).body
            except (SyntaxError, ValueError):
                continue
            yield from in_python(ast.unparse(call[0]), where)
            break


def messages() -> list[Message]:
    """All that the desk says."""
    found: list[Message] = []
    for path in sorted(DESK.rglob("*.py")):
        if path.parent.name != "migrations":
            found += in_python(path.read_text(encoding="utf-8"), path.relative_to(DESK).as_posix())
    for path in sorted((DESK / "templates").rglob("*.html")):
        found += in_template(path.read_text(encoding="utf-8"), path.relative_to(DESK / "templates").as_posix())
    return found + explanations()


def explanations() -> list[Message]:
    """How rules are explained, which the desk shows under «why»."""
    sys.path.insert(0, str(ROOT / "src"))
    try:
        from rasd.resolving.rules import RULES
    finally:
        sys.path.pop(0)
    return [Message(text, "", "", f"the rule {name}") for name, text in RULES.items()]


def translations(folder: Path = LOCALE) -> dict[tuple[str, str], object]:
    """What is translated: by message and context, an entry of polib."""
    import polib

    return {
        (entry.msgid, entry.msgctxt or ""): entry
        for path in sorted(folder.glob("*.po"))
        for entry in polib.pofile(str(path), encoding="utf-8")
    }


def by_django() -> set[tuple[str, str]]:
    """What Django translates itself."""
    import django.conf
    import polib

    folder = Path(django.conf.__file__).parent
    paths = [folder, *(folder.parent / "contrib" / name for name in ("auth", "contenttypes"))]
    found = [polib.pofile(str(path / "locale/ar/LC_MESSAGES/django.po")) for path in paths]
    return {(entry.msgid, entry.msgctxt or "") for file in found for entry in file if entry.translated()}


def missing() -> list[Message]:
    """What has no Arabic, each once."""
    known = translations()
    found = {message.key: message for message in messages() if message.key not in known}
    django = by_django() if found else set()
    return [message for message in found.values() if message.key not in django]


def unused() -> list[tuple[str, str]]:
    """Translations of what nobody says."""
    said = {message.key for message in messages()}
    return [key for key in translations() if key not in said]


def main() -> int:
    """Print what is missing and what is not used."""
    import polib

    lacking, idle = missing(), unused()
    for message in lacking:
        entry = polib.POEntry(msgid=message.id, msgctxt=message.context or None, comment=message.where)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = dict.fromkeys(range(6), "")
        print(entry)
    for text, _context in idle:
        print(f"# not said any more: {text!r}")
    return 1 if lacking or idle else 0


if __name__ == "__main__":
    sys.exit(main())
