"""What a reading of made reports found, missed and made up, by the construction that told it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from made_news.reports import Made, Sentence
from made_news.scene import Row

EVENTS = {"attack", "clash", "shelling", "airstrike", "drone_strike", "explosion", "assassination", "raid"}
#: Fields compared once a row is found; names count as right when they hold the name meant.
FIELDS = ("object", "agent", "patient", "place", "start", "end", "speaker", "status")


class Score:
    """Counts for one construction."""

    def __init__(self) -> None:
        self.wanted = self.found = self.given = self.whole = 0
        self.figures_given = self.figures_right = 0
        self.right: Counter[str] = Counter()
        self.compared: Counter[str] = Counter()

    @property
    def recall(self) -> float:
        """The share of its claims that were found."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is in it."""
        return self.found / self.given if self.given else 1.0

    @property
    def whole_rows(self) -> float:
        """The share of its claims that were found with all that is certain of them right."""
        return self.whole / self.wanted if self.wanted else 1.0

    def add(self, other: Score) -> None:
        """Add up."""
        for name in ("wanted", "found", "given", "whole", "figures_given", "figures_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.right += other.right
        self.compared += other.compared


class Fault(NamedTuple):
    """One thing that went wrong: ``missed``, ``made up`` or ``wrong FIELD``."""

    construction: str
    what: str
    sentence: str
    wanted: Row | None
    found: Row | None


def flat(claim: Any) -> Row:
    """A claim as the fields that rows have."""
    name = lambda part: part.text if part else None  # noqa: E731
    return {
        "action": claim.action,
        "object": claim.object,
        "low": claim.count.low,
        "high": claim.count.high,
        "qualifier": claim.count.qualifier,
        "agent": name(claim.agent),
        "patient": name(claim.patient),
        "place": name(claim.place),
        "start": claim.time and claim.time.start,
        "end": claim.time and claim.time.end,
        "speaker": name(claim.speaker),
        "status": claim.status,
    }


def letters(text: str | None) -> str:
    """A name without marks, stretchings, letter variants and particles."""
    text = re.sub("[\u064b-\u0652\u0670ـ\u200f\u00a0]", " ", (text or "")).translate(
        str.maketrans("أإآٱىةؤئ", "اااا" + "يهوي")
    )
    words = [re.sub("^(?:وال|بال|لل|ال)", "", w) for w in re.sub(r"(?<=\w) (?=\w\b)|[«»\"]", "", text).split()]
    return " ".join(words)


def same(wanted: Any, found: Any, field: str) -> bool:
    """Whether a field is right."""
    if field not in ("agent", "patient", "place", "speaker"):
        return bool(wanted == found)
    if wanted is None or found is None:
        return wanted is found
    one, other = (re.sub(r"\s", "", letters(text)) for text in (wanted, found))
    return one in other or (field != "place" and other in one and len(other) > 3)


def kin(wanted: Row, found: Row) -> bool:
    """Whether a claim is the row's: the same action and figure; without a figure the same action."""
    if wanted["action"] != found["action"]:
        return False
    if wanted.get("qualifier") == "vague" or "low" not in wanted:
        return found["qualifier"] in ("vague", "implicit", None) and same(wanted.get("place"), found["place"], "place")
    return all(wanted[f] == found[f] for f in ("low", "high", "qualifier"))


def wrong_fields(wanted: Row, found: Row) -> list[str]:
    """The fields that a row is certain of and a claim has wrong."""
    fields = [f for f in FIELDS if f in wanted and not (f == "object" and wanted["action"] in EVENTS)]
    return [f for f in fields if not same(wanted[f], found[f], f)]


def judged(sentence: Sentence, text: str, claims: list[Row]) -> tuple[Score, list[Fault]]:
    """One sentence: its score and its faults."""
    score, faults, free = Score(), [], list(claims)
    said = text[sentence.start : sentence.end]
    score.wanted, score.given = len(sentence.rows), len(claims)
    for row in sentence.rows:
        near = sorted((len(wrong_fields(row, c)), i) for i, c in enumerate(free) if kin(row, c))
        if not near:
            faults.append(Fault(sentence.construction, "missed", said, row, None))
            continue
        claim = free.pop(near[0][1])
        wrong = wrong_fields(row, claim)
        score.found += 1
        score.whole += not wrong
        for field in FIELDS:
            if field in row:
                score.compared[field] += 1
                score.right[field] += field not in wrong
        faults += [Fault(sentence.construction, f"wrong {field}", said, row, claim) for field in wrong]
    figures = [c for c in claims if c["qualifier"] in ("exact", "approx", "at_least", "at_most", "range")]
    score.figures_given = len(figures)
    score.figures_right = len(figures) - sum(c in free for c in figures)
    faults += [Fault(sentence.construction, "made up", said, None, claim) for claim in free]
    return score, faults


def sorted_out(report: Made, claims: Iterable[Any]) -> Iterator[tuple[Sentence, list[Row]]]:
    """The claims that are no restatements, under the sentence in which their evidence begins."""
    kept = [claim for claim in claims if claim.restates is None]
    rest = set(range(len(kept)))
    for sentence in report.sentences:
        inside = [i for i in sorted(rest) if sentence.start <= kept[i].evidence.span[0] < sentence.end]
        rest -= set(inside)
        yield sentence, [flat(kept[i]) for i in inside]
    end = report.sentences[-1].end
    yield Sentence("furniture (no claim)", [], end, len(report.text)), [flat(kept[i]) for i in sorted(rest)]
