"""Near-duplicates, measured on edits made for it: what is one article is found, what only looks alike is not."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from rasd.ledger.shapes import alike, may_be_alike, shape_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
import reports

NUMBER = 150
DAILY = """وثّقت الشبكة في يوم {day} مقتل {a} مدنيين بينهم {b} أطفال في عموم البلاد.
قتل {c} أشخاص في قصف مدفعي لقوات النظام استهدف بلدة {place}.
وقضى {d} أشخاص في غارات جوية على مدينة {other}، وأصيب {e} آخرون بجروح متفاوتة.
كما قتل {f} أشخاص برصاص مجهولين في محافظة {third}، ووثقت الشبكة {g} حالات اعتقال في اليوم نفسه.
وتؤكد الشبكة أن ما ورد في هذا التقرير يمثل الحد الأدنى الذي تمكنت من توثيقه، وأن الأعداد مرشحة للزيادة."""


def fresh(dice: random.Random) -> str:
    return next(iter(reports.paragraphs(random.Random(dice.random()))))


def edits(text: str, dice: random.Random) -> Iterator[str]:
    """One paragraph added, dropped, reworded."""
    paragraphs = [p for p in text.split("\n") if p]
    at = dice.randrange(1, len(paragraphs))
    yield "\n".join([*paragraphs[:at], fresh(dice), *paragraphs[at:]])
    yield "\n".join([*paragraphs[:at], *paragraphs[at + 1 :]])
    yield "\n".join([*paragraphs[:at], fresh(dice), *paragraphs[at + 1 :]])


def daily(dice: random.Random) -> str:
    places = dice.sample(reports.FILLINGS["place"], 3)
    numbers = {letter: dice.randint(2, 19) for letter in "abcdefg"}
    return DAILY.format(day=dice.randint(1, 28), place=places[0], other=places[1], third=places[2], **numbers)


def found(one: str, other: str) -> bool:
    """Whether the ledger would take one for the other: by a common band, the estimate, and the texts themselves."""
    first, second = shape_of(one), shape_of(other)
    if first is None or second is None or not set(first.bands) & set(second.bands):
        return False
    return may_be_alike(first.signature, second.signature) and alike(one, other)


def test_recall_and_precision() -> None:
    dice = random.Random(20200126)
    originals = [reports.report_of(dice.choice((1800, 2600, 3400)), random.Random(i)) for i in range(NUMBER)]
    same = [(text, edit) for text in originals for edit in edits(text, dice)]
    counts = [daily(dice) for _ in range(NUMBER)]
    # Strangers: other reports of the same make, with the same sentences here and there; other days of one monitor.
    strangers = [(originals[i], originals[(i + step) % NUMBER]) for i in range(NUMBER) for step in (1, 7)]
    strangers += [(counts[i], counts[(i + 1) % NUMBER]) for i in range(NUMBER)]
    right = sum(found(*pair) for pair in same)
    wrong = sum(found(*pair) for pair in strangers)
    recall, precision = right / len(same), right / (right + wrong)
    assert recall >= 0.95, recall
    assert precision >= 0.98, precision


def test_spelling_and_punctuation_make_no_difference() -> None:
    text = reports.report_of(2600, random.Random(5))
    other = text.replace("،", ",").replace("أ", "ا").replace("ة", "ه").replace(". ", " . ").replace("قتل", "قُتِلَ")
    assert found(text, other)


def test_short_texts_have_no_shape() -> None:
    assert shape_of("قتل 3 جنود في هجوم على حاجز قرب مدينة حلب أمس الأحد.") is None
    assert shape_of("") is None
