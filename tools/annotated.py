"""Annotations of reports that are not kept here: add those of more reports, or write them out with their words.

    python tools/annotated.py add REPORTS.jsonl GOLD_DIR     GOLD_DIR/ID.gold.json holds {"claims": [row, …]}
    python tools/annotated.py write REPORTS.jsonl GOLD_DIR   the same files, of those reports that are annotated

Many reports may be read but not copied. ``tests/reading/annotated.jsonl`` keeps what a careful reader found in such
reports without a word of theirs: a line a report, with the hash of its text, and for each claim the codes, numbers and
days, and of every name only where it stands in the text. Whoever has the reports can compare readings with it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ANNOTATED = Path(__file__).resolve().parent.parent / "tests" / "reading" / "annotated.jsonl"
NAMES = ("agent", "patient", "place", "speaker", "quote")
KEPT = ("action", "object", "low", "high", "qualifier", "unit", "start", "end", "status")

Row = dict[str, Any]


def hash_of(text: str) -> str:
    """What a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def reports_of(path: str) -> Iterator[Row]:
    """The reports of a file of JSON lines: ``id``, ``text``, ``published``."""
    with Path(path).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def annotations(path: Path = ANNOTATED) -> dict[str, list[Row]]:
    """The claims of each annotated report, by the hash of its text."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {line["text"]: line["claims"] for line in map(json.loads, lines)}


def span_of(words: str | None, text: str, near: int) -> list[int] | None:
    """Where words stand in a text, nearest to a character; None where they do not stand there so."""
    starts = [at for at in range(len(text)) if text.startswith(words, at)] if words else []
    if not words or not starts:
        return None
    first = min(starts, key=lambda start: abs(start - near))
    return [first, first + len(words)]


def bare(row: Row, text: str) -> Row:
    """A row without words: spans for its names; those that the text words otherwise are ``unplaced``."""
    quote = span_of(row.get("quote"), text, 0)
    spans = {name: span_of(row.get(name), text, quote[0] if quote else 0) for name in NAMES}
    unplaced = [name for name in NAMES if row.get(name) and spans[name] is None]
    kept = {field: row[field] for field in KEPT if row.get(field) is not None}
    kept |= {name: span for name, span in spans.items() if span}
    return kept | ({"unplaced": unplaced} if unplaced else {})


def worded(row: Row, text: str) -> Row:
    """The row again, with the words of its text; a name that was not placed is null."""
    names = {name: text[slice(*row[name])] if name in row else None for name in NAMES}
    return {field: row.get(field) for field in KEPT} | names


def add(reports: str, gold: str, path: Path = ANNOTATED) -> int:
    """Add what was found in reports, in the order of their hashes. Returns how many are annotated then."""
    known = annotations(path)
    for report in reports_of(reports):
        found = Path(gold, f"{report['id']}.gold.json")
        if found.exists():
            claims = json.loads(found.read_text(encoding="utf-8"))["claims"]
            known[hash_of(report["text"])] = [bare(row, report["text"]) for row in claims]
    lines = ({"text": key, "claims": known[key]} for key in sorted(known))
    told = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    path.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    return len(known)


def write(reports: str, gold: str, path: Path = ANNOTATED) -> int:
    """Write the text and the claims of each annotated report into a folder. Returns how many these are."""
    known, number = annotations(path), 0
    Path(gold).mkdir(parents=True, exist_ok=True)
    for report in reports_of(reports):
        rows = known.get(hash_of(report["text"]))
        if rows is None:
            continue
        number += 1
        told = {
            "report": report["id"],
            "published": report.get("published"),
            "claims": [worded(row, report["text"]) for row in rows],
        }
        Path(gold, f"{report['id']}.gold.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        Path(gold, f"{report['id']}.txt").write_text(report["text"], encoding="utf-8", newline="")
    return number


def main() -> None:
    """Do what the command line asks for."""
    commands = {"add": add, "write": write}
    if len(sys.argv) != 4 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    print(f"{commands[sys.argv[1]](*sys.argv[2:])} reports")


if __name__ == "__main__":
    main()
