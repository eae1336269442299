"""The places that a line of text names, as ``rasd inspect places`` asks for them.

Reading finds the places of its claims; here a line may be no more than a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasd.arabic.sentences import sentences
from rasd.arabic.words import Tokens
from rasd.codebook.gazetteer import Entry
from rasd.model import Place, Report
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.phrases import Chunker
from rasd.reading.knowledge import Knowledge
from rasd.reading.reader import look_up
from rasd.resolving.atlas import Atlas, atlas_of
from rasd.resolving.claims import Answers, Named
from rasd.resolving.descriptors import behind, describe, opened
from rasd.resolving.evidence import contains

#: A line of so many words or fewer may be nothing but a name.
_A_NAME = 6
_JOINING = frozenset("- – — ـ / ، , و".split())


def inspect(text: str, country: str | None, knowledge: Knowledge) -> list[dict[str, Any]]:
    """The places of a line, each with its answer and the candidates that were weighed.

    >>> from rasd.reading.knowledge import default
    >>> [(p["text"], p["status"], p["country"]) for p in inspect("أريحا في ريف إدلب", None, default())]
    [('أريحا', 'resolved', 'SY'), ('ريف إدلب', 'resolved', 'SY')]
    """
    report = Report.from_text(text)
    atlas = atlas_of(knowledge)
    found = look_up(report, knowledge)
    answers = Answers(report, found.tokens, (), atlas, mentions(found, knowledge), country, weighing=True)
    return [_row(named, text, atlas) for named in answers.all]


def mentions(text: Text, knowledge: Knowledge) -> Iterator[Place]:
    """The places that a text names, in its order, no two over one another."""
    atlas = atlas_of(knowledge)
    whole = _whole(text, atlas)
    if whole is not None:
        yield whole
        return
    for first, last in sentences(text.tokens):
        chunks = [c for c in Chunker(text, knowledge.names).cut(first, last) if c.kind == "L"]
        taken: set[int] = set()
        for found in sorted([*chunks, *_beside(text, chunks, first, last, atlas)], key=lambda c: c.first):
            if found.first not in taken:
                taken |= set(range(found.first, found.last))
                yield from _single(text, *found.name, atlas)


def _whole(text: Text, atlas: Atlas) -> Place | None:
    """A line that is one name, known or not, with its heads."""
    tokens = text.tokens
    words = [i for i, kind in enumerate(tokens.kinds) if kind in "wln"]
    if not words or len(words) > _A_NAME or any(kind == "b" for kind in tokens.kinds):
        return None
    forms = tuple(tokens.forms)
    told = describe(forms, atlas)
    if told.parents or (told.far_end is not None and "road" not in told.kinds):
        return None
    if not told.bearers and len(words) > 1 and (len(words) > 3 or any(_no_name(text, i) for i in words)):
        return None
    return _place(tokens, words[0], words[-1] + 1)


def _no_name(text: Text, i: int) -> bool:
    """Whether a word is none of a name that nobody knows: a verb, an event, a preposition, a further name."""
    word = text.words[i]
    return word.tag in "vnqps" or (i > 0 and word.form[0] in "وبل")


def _beside(text: Text, chunks: list[Chunk], start: int, last: int, atlas: Atlas) -> Iterator[Chunk]:
    """A word nobody knows in one list with a known place: «مصيطف وتل خطرة», «محور كذا – كذا»."""
    starts, ends = {c.first: c for c in chunks}, {c.last: c for c in chunks}
    for i in range(start, last):
        word = text.words[i]
        if i and (_points_back(word.form, atlas) or _held(text, i, last, atlas)):
            yield Chunk("L", i, i + 1, word)
            continue
        if text.kinds[i] != "w" or word.tag != "w" or word.cls or i in text.dates or i in text.numbers or word.place:
            continue
        after = i + 1
        while after < last and text.forms[after] in _JOINING:
            after += 1
        follower = starts.get(after)
        joined = after > i + 1 or (follower is not None and text.forms[after][0] == "و")
        led = bool(i) and (text.words[i - 1].tag in "vnp" or bool(text.words[i - 1].place))
        first_of = follower is not None and joined and led
        last_of = i in ends and _further(text, i, ends[i]) and _list_ends(text, i, last)
        if first_of or last_of:
            yield Chunk("L", i, i + 1, word)


def _points_back(form: str, atlas: Atlas) -> bool:
    """«وتلتها»: a head with the pronoun of the place named before."""
    return form.endswith(("ها", "هما")) and describe((form,), atlas).back


def _held(text: Text, i: int, last: int, atlas: Atlas) -> bool:
    """«في الحزم بمحافظة الجوف»: an ordinary word that is the name of a place in the larger one behind it."""
    if text.forms[i - 1] != "في":
        return False
    bearers = atlas.bearers((text.forms[i],))
    held = behind(tuple(text.forms[i + 1 : min(last, i + 8)]), atlas).parents if bearers else ()
    rows = [row for parent in held if not parent.weak for b in parent.bearers for row in b.entries]
    return any(contains(row, entry) for row in rows for bearer in bearers for entry in bearer.entries)


def _further(text: Text, i: int, before: Chunk) -> bool:
    """«تل خطرة ومصيطف»: a further name after a settlement."""
    form = text.forms[i]
    return form[0] == "و" and len(form) > 4 and before.level == "settlement"


def _list_ends(text: Text, i: int, last: int) -> bool:
    """Whether nothing that a verb would need follows."""
    return i + 1 >= last or text.kinds[i + 1] == "p" or text.words[i + 1].tag == "p"


def _single(text: Text, first: int, last: int, atlas: Atlas) -> Iterator[Place]:
    """A chunk as a place, without the clitics before its name."""
    tokens = text.tokens
    while last > first + 1 and tokens.kinds[last - 1] == "p":
        last -= 1
    while first < last - 1 and tokens.kinds[first] == "p":
        first += 1
    start, end = tokens.span(first, last)
    start += _clitics(tuple(tokens.forms[first:last]), text, first, atlas)
    yield Place(text=tokens.text[start:end], span=(start, end))


def _clitics(forms: tuple[str, ...], text: Text, i: int, atlas: Atlas) -> int:
    """How many letters before a name are no part of it."""
    word, form = text.words[i], forms[0]
    if form[0] in "وبل" and not atlas.bearers(forms) and atlas.bearers((form[1:], *forms[1:])):
        return 1
    if atlas.bearers((form,)) or form in atlas.words.kinds or form in atlas.words.relations:
        return 0
    if word.names:
        return word.names[0][1]
    known = (
        f for f in opened(form) if f in atlas.words.kinds or f in atlas.words.relations or atlas.words.direction(f)
    )
    rest = next(known, None)
    if rest is not None:
        return max(0, len(form) - len(rest) - (2 if form.endswith("ال" + rest) else 0))
    return len(word.conj) + len(word.prep)


def _place(tokens: Tokens, first: int, last: int) -> Place:
    start, end = tokens.span(first, last)
    return Place(text=tokens.text[start:end], span=(start, end))


def _row(named: Named, text: str, atlas: Atlas) -> dict[str, Any]:
    answer = named.answer
    assert answer is not None
    extent, entry = answer.extent, answer.entry
    start, end = named.span
    return {
        "text": text[start:end],
        "span": [start, end],
        "status": answer.status,
        "name": _name(entry) if entry else None,
        "country": extent.country,
        "admin1": extent.admin1,
        "lat": extent.lat,
        "lon": extent.lon,
        "level": extent.level,
        "radius_km": extent.radius_km,
        "relation": extent.relation,
        "reason": answer.rule,
        "candidates": [
            {
                "name": _name(c.entry),
                "country": c.entry.country or None,
                "lat": c.entry.lat,
                "lon": c.entry.lon,
                "score": c.score,
                "reason": "; ".join(c.reasons) or "the name",
            }
            for c in answer.candidates
        ],
    }


def _name(entry: Entry) -> str:
    return entry.name_en or entry.name_ar
