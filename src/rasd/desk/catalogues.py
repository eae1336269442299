"""Translations: ``locale/LANGUAGE/*.po``, one file a page, compiled into the one catalogue that Django reads."""

from __future__ import annotations

import contextlib
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
#: Arabic counts in six forms, by the same rule as Django's own Arabic.
_PLURAL = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Compile each language whose catalogue is older than its sources; the catalogues that were written.

    An installation brings them compiled; a checkout compiles them here.
    """
    written = []
    for language in sorted(folder.iterdir()):
        sources = sorted(language.glob("*.po"))
        target = language / "LC_MESSAGES" / "django.mo"
        if sources and not _is_current(target, sources):
            with contextlib.suppress(PermissionError):  # installed for all by somebody else
                _compile(sources, target)
                written.append(target)
    return written


def _is_current(target: Path, sources: list[Path]) -> bool:
    return target.exists() and target.stat().st_mtime >= max(source.stat().st_mtime for source in sources)


def _compile(sources: list[Path], target: Path) -> None:
    import polib

    whole = polib.POFile(encoding="utf-8")
    whole.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": _PLURAL}
    for source in sources:
        whole.extend(polib.pofile(str(source), encoding="utf-8"))
    target.parent.mkdir(exist_ok=True)
    draft = target.with_suffix(".new")
    whole.save_as_mofile(str(draft))
    draft.replace(target)
