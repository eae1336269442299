"""What holds for every reading, whatever the text: spans, ids, closed lists, the record's form, and time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rasd
from rasd.codebook.schema import ACTIONS, UNITS
from rasd.model import Claim, Extent, Person, Speaker, to_json
from rasd.model import Place as PlaceOf

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

QUALIFIERS = {"exact", "approx", "at_least", "at_most", "range", "vague", "implicit", None}
CLOSED = {
    "status": {"asserted", "alleged", "denied"},
    "scope": {"single", "cumulative", "summary"},
    "action": ACTIONS,
}
OBJECTS = {
    "person": "combatant civilian child woman journalist medic official",
    "vehicle": "tank armored military civilian",
    "weapon": "artillery rocket air_defense machine_gun small_arms explosive",
    "aircraft": "plane helicopter drone",
    "vessel": "",
    "site": "military depot home hospital school worship market camp infrastructure",
    "place": "settlement hill area",
}
CODES = set(OBJECTS) | {f"{kind}.{narrower}" for kind, several in OBJECTS.items() for narrower in several.split()}

#: The keys of the public record, in order, and of what stands inside it.
RECORD = """id report report_id outlet published action object count agent patient place time attribution status scope
    persons evidence part_of same_items_as restates rules engine""".split()
INSIDE = {
    "count": "low high qualifier unit text span".split(),
    "agent": "text span id name basis framing voice".split(),
    "patient": "text span id name basis framing voice".split(),
    "place": "text span id name country admin1 lat lon level radius_km relation status parts".split(),
    "time": "text span start end precision inferred".split(),
    "evidence": "text span".split(),
    "engine": "rasd knowledge".split(),
}

WORDS = """قتل قُتل مقتل قتلى قتيل جريح جرح إصابة أصيب وأصيب استشهد لقوا حتفهم مصرعهم قصف قصفت غارة غارات هجوم هاجم
    هاجمت استهدف انفجار انفجرت اشتباكات بين وبين قتيل وجريح الجيش السوري القوات مسلحون المسلحين حركة الشباب الحوثي
    تنظيم الدولة قوات النظام جندي جنديان جنود وجنود مدنيين مدنياً أطفال طفلان امرأة دبابة دبابتين دبابات وعربة آليات
    خمسة ثلاثة عشر مئة آلاف مليون ونصف نحو أكثر من ما لا يقل عن بينهم منهم معظمهم آخرون على الأقل قال قالت وقال وأضاف
    أعلنت وزارة الدفاع مصدر أمني بحسب وفق زعم نفى نفت إن أن إنها حيث إذا سوف لو لم لن قد في من على عن إلى مدينة حلب
    بلدة مأرب ريف إدلب الخرطوم غزة أمس اليوم الأحد الماضي يوم منذ عام شهر كانون الثاني يناير 2020 2011 سيطر سيطرت
    استعاد انسحب دمر دُمّر لها ضبط وتدمير غنم أسقط أسقطت طائرة مسيرة صاروخ نزح عائلة اعتقل خطف أفرج سراح حصيلة ارتفعت
    عدد الشهداء بلغ خسائر في الأرواح والعتاد مسؤوليته تبنت كمين عبوة ناسفة والتي الذي ذلك كان وكان اقرأ أيضاً""".split()
MARKS = [
    *'.،؛:؟!"«»()[]-–/…%',
    "'",
    "\n",
    "\n\n",
    "\t",
    "\u200f",
    "\u202b",
    "\u202c",
    "\u00a0",
    "\u200d",
    "ـ",
    "\ufeff",
    "\x07",
]
DIGITS = ["0", "3", "7", "12", "1.5", "2,000", "1.250.000", "٣", "١٢", "۷", "10:30", "12/6/2020", "07701234567", "T-72"]

PIECES = st.sampled_from([*WORDS, *WORDS, *MARKS, *DIGITS])
TEXTS = st.builds(
    lambda pieces, glue: "".join(p + g for p, g in zip(pieces, glue, strict=False)),
    st.lists(PIECES, max_size=60),
    st.lists(st.sampled_from([" ", " ", " ", " ", "", "\u00a0", "  "]), min_size=60, max_size=60),
)
DAYS = st.sampled_from([None, "2020-01-26", "2012-02-29"])


@cache
def example_texts() -> tuple[str, ...]:
    lines = (EXAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return (*(json.loads(line)["text"] for line in lines), (EXAMPLES / "report.txt").read_text(encoding="utf-8"))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An example report cut, doubled, or with foreign pieces thrown in."""
    text = draw(st.sampled_from(example_texts()))
    first = draw(st.integers(0, len(text) - 1))
    text = text[first : first + draw(st.integers(1, 700))]
    for _ in range(draw(st.integers(0, 6))):
        at, gone = draw(st.integers(0, len(text))), draw(st.integers(0, 4))
        text = text[:at] + draw(PIECES) + text[at + gone :]
    return text


def read(text: str, published: str | None = None, **more: Any) -> list[Claim]:
    return rasd.read(rasd.Report.from_text(text, published=published, **more))


def extents(value: Any) -> Iterator[tuple[str | None, Any]]:
    """Every ``text`` with its ``span`` in a record, at any depth."""
    if isinstance(value, dict):
        if "span" in value:
            yield value["text"], value["span"]
        for inner in value.values():
            yield from extents(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from extents(inner)


def check(text: str, published: str | None) -> None:
    claims = read(text, published)
    ids = [c.id for c in claims]
    assert len(set(ids)) == len(ids), "an id stands for two claims"
    for claim in claims:
        check_spans(claim, text)
        check_codes(claim)
        check_bounds(claim)
        for tie in (claim.part_of, claim.same_items_as, claim.restates):
            assert tie is None or (tie in ids and tie != claim.id), "a tie to no claim of this report"


def check_spans(claim: Claim, text: str) -> None:
    for words, span in extents(json.loads(to_json(claim))):
        if span is None:
            assert words is None
        else:
            assert 0 <= span[0] < span[1] <= len(text), (words, span)
            assert text[span[0] : span[1]] == words


def check_codes(claim: Claim) -> None:
    for field, codes in CLOSED.items():
        assert getattr(claim, field) in codes, field
    assert claim.object is None or claim.object in CODES, claim.object
    assert claim.count.qualifier in QUALIFIERS
    assert claim.count.unit in UNITS | {"item"}
    assert {link.stance for link in claim.attribution} <= {"says", "claims", "denies"}
    assert {p.role for p in claim.persons} <= {"victim", "official", "witness", "source"}


def check_bounds(claim: Claim) -> None:
    count = claim.count
    if count.low is not None and count.high is not None:
        assert count.low <= count.high, count
    if count.qualifier == "exact":
        assert count.low == count.high is not None
    if claim.time is not None and claim.time.start and claim.time.end:
        assert claim.time.start <= claim.time.end


@settings(max_examples=150)
@given(TEXTS, DAYS)
def test_any_words_are_read_without_a_fault(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=100)
@given(mutated(), DAYS)
def test_a_mutilated_report_is_read_without_a_fault(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=40)
@given(st.text(max_size=120))
def test_any_characters_are_read_without_a_fault(text: str) -> None:
    check(text, None)


def test_the_examples_hold_what_every_text_must() -> None:
    for text in example_texts():
        check(text, "2020-01-27")
        assert read(text, "2020-01-27"), "an example without a claim checks nothing"


@settings(max_examples=40)
@given(st.one_of(mutated(), TEXTS), DAYS)
def test_the_same_report_gives_the_same_bytes(text: str, published: str | None) -> None:
    first = [to_json(c) for c in read(text, published)]
    read("قتل 9 جنود في مأرب. وقال المتحدث إن 3 أصيبوا.", "2015-05-05")  # another report leaves nothing behind
    assert [to_json(c) for c in read(text, published)] == first


@settings(max_examples=40)
@given(st.one_of(mutated(), TEXTS))
def test_the_name_of_a_report_changes_nothing_but_the_name(text: str) -> None:
    one = [msgspec.structs.replace(c, report="x") for c in read(text, None, id="one")]
    other = [msgspec.structs.replace(c, report="x") for c in read(text, None, id="other")]
    assert one == other


@settings(max_examples=40)
@given(mutated())
def test_other_bytes_change_ids_and_nothing_else(text: str) -> None:
    """The original's hash is part of an id; what is read is not touched by it."""
    one, other = read(text, original=b"one"), read(text, original=b"other")
    assert [unnamed(c) for c in one] == [unnamed(c) for c in other]
    assert not {c.id for c in one} & {c.id for c in other}


def unnamed(claim: Claim) -> Claim:
    ties = {field: getattr(claim, field) and "tied" for field in ("part_of", "same_items_as", "restates")}
    return msgspec.structs.replace(claim, id="", report_id="", **ties)


# ---- the form of the record


def records() -> list[dict[str, Any]]:
    return [json.loads(to_json(c)) for text in example_texts() for c in read(text, "2020-01-27")]


def test_every_key_is_there_in_order() -> None:
    for record in records():
        assert list(record) == RECORD
        for field, keys in INSIDE.items():
            assert record[field] is None or list(record[field]) == keys, field
        for link in record["attribution"]:
            assert list(link) == ["speaker", "cue", "stance"]


def test_the_parts_of_a_record_have_the_keys_that_are_promised() -> None:
    """Speakers, persons and words of evidence: not every report has them, so the types are asked."""
    assert keys_of(Speaker) == "text span id name parts".split()
    assert keys_of(Person) == "text span age sex role private".split()
    assert keys_of(PlaceOf) == INSIDE["place"]
    assert keys_of(Extent) == ["text", "span"]
    assert keys_of(Claim) == RECORD


def keys_of(kind: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def test_a_record_is_one_line_of_utf8_that_says_null_where_nothing_is_known() -> None:
    claim = read('قال الجيش:\nوقع انفجار\nفي "السوق".')[0]
    line = to_json(claim)
    assert b"\n" not in line
    assert "\\u06" not in line.decode("utf-8"), "letters stay letters"
    record = json.loads(line)
    unknown = {k for k, v in record.items() if v is None}
    assert {"outlet", "published", "agent", "time", "part_of", "same_items_as", "restates"} <= unknown
    assert record["count"] == {k: "item" if k == "unit" else None for k in INSIDE["count"]}
    assert msgspec.json.decode(line, type=Claim) == claim


def test_a_record_keeps_what_the_caller_says_of_the_report() -> None:
    report = rasd.Report.from_text("قتل 3 جنود في حلب.", published="2020-01-26T10:00:00", outlet="ضفاف برس", id="a.txt")
    record = json.loads(to_json(rasd.read(report)[0]))
    assert (record["report"], record["outlet"], record["published"]) == ("a.txt", "ضفاف برس", "2020-01-26")
    assert record["report_id"].startswith("sha256:")
    assert record["engine"]["rasd"] == rasd.__version__


def test_evidence_holds_the_measure() -> None:
    for record in records():
        first, last = record["evidence"]["span"]
        measure = record["count"]["span"]
        if measure is not None:
            assert first <= measure[0] and measure[1] <= last, record["evidence"]["text"]


# ---- time grows with length, and no faster

#: Texts that tempt a reader to look back or ahead without end.
HOSTILE = {
    "open quotes": 'قال "الجيش إن «الهجوم ',
    "numbers without end": "خمسة و",
    "one list": "قتل جندي وجندي وجندي وجندي وجندي ",
    "things": "دمرت القوات دبابة وعربة ومدفعا و",
    "events": "هجوم على حلب و",
    "figures": "مقتل 1 و2 و3 و",
    "brackets": "(قتل (",
    "speakers": "وقال المتحدث إن الوزارة قالت إن ",
    "sentences": "قتل 3 جنود في حلب. ",
    "dates": "يوم 3 يناير 2020 و",
    "one word": "قتل",
    "lines": "هجوم\n",
}


def cost(text: str) -> float:
    """CPU seconds for one character, the best of two."""
    report = rasd.Report.from_text(text, published="2020-01-26")
    times = []
    for _ in range(2):
        start = time.process_time()
        rasd.read(report)
        times.append(time.process_time() - start)
    return min(times) / len(text)


def growth(unit: str) -> float:
    """How much dearer a character is in a text eight times as long."""
    once = unit * (3000 // len(unit))
    cost(once)
    return cost(once * 8) / cost(once)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    assert growth(unit) <= 3


def test_a_report_of_many_pages_costs_as_much_a_character_as_one_page() -> None:
    assert growth(example_texts()[-1]) <= 3


def test_a_page_without_a_line_break_costs_as_much_a_character_however_long_it_is() -> None:
    line = " ".join(example_texts()[-1].split()) + ' وفاز الفريق في المباراة. وقال اللاعب: "سجلنا أمس هدفين". '
    once = line * (6_000 // len(line) + 1)
    cost(once)
    assert cost(once * 20) / cost(once) <= 2.5


@pytest.mark.parametrize("every", [1, 2, 3, 5])
def test_words_of_nothing_visible_break_no_report(every: int) -> None:
    for line in (Path(__file__).parent / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        words = report["text"].split(" ")
        for first in range(every):
            text = " ".join(f"{word} \u0640" if n % every == first else word for n, word in enumerate(words))
            for claim in rasd.read(rasd.Report.from_text(text, published=report.get("published"))):
                start, end = claim.evidence.span
                assert text[start:end] == claim.evidence.text
