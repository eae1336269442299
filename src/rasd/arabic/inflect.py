"""Inflection: the forms of a verb or noun, derived from its lemma.

Over-generation is harmless (a form nobody writes is never met); what matters is that number and
tense come back with the form.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.arabic.script import fold

_PAST = (("", "s"), ("ت", "s"), ("ا", "d"), ("تا", "d"), ("وا", "p"), ("ن", "p"), ("نا", "p"))
_PRESENT = (("", "s"), ("ان", "d"), ("ا", "d"), ("ون", "p"), ("ين", "p"), ("وا", "p"), ("ن", "p"))


def conjugate(past: str, present: str) -> Iterator[tuple[str, str, str]]:
    """The folded forms of a verb as ``(form, tense, number)``; tense ``past`` or ``present``.

    >>> sorted({f for f, t, n in conjugate("لقي", "يلقى") if n == "p" and t == "past"})
    ['لقوا', 'لقين', 'لقينا', 'لقيوا']
    """
    past, present = fold(past), fold(present)
    for suffix, number in _PAST:
        yield past + suffix, "past", number
    if past.endswith("ي"):
        yield past[:-1] + "وا", "past", "p"
        yield past[:-1] + "ا", "past", "s"  # before a pronoun: «تبناه»
        yield past[:-1] + "ت", "past", "s"
        yield past[:-1] + "تا", "past", "d"
    elif past[-2:-1] == "ا" and len(past) > 3:  # hollow: أصاب → أصبنا
        yield past[:-2] + past[-1] + "نا", "past", "p"
    stem = present[1:]
    for prefix in "يتنا":
        for suffix, number in _PRESENT:
            yield prefix + stem + suffix, "present", number
        if stem.endswith("ي"):
            yield prefix + stem[:-1] + "ون", "present", "p"
            yield prefix + stem[:-1] + "وا", "present", "p"


def decline(singular: str, plurals: list[str] | tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The folded forms of a noun as ``(form, number)``.

    Numbers: ``s``, ``p``, ``d``; ``c`` a dual that has lost its ن before a genitive («ضابطا شرطة»);
    ``x`` spelled alike as sound plural and as dual («مدنيين»). A form may be yielded twice; the
    caller keeps the first.

    >>> [n for f, n in decline("دبابة", ["دبابات"]) if f == "دبابتين"]
    ['d']
    >>> [n for f, n in decline("مدني", ["مدنيون"]) if f == "مدنيين"]
    ['x', 'd']
    """
    sg, pls = fold(singular), [fold(p) for p in plurals]
    yield sg, "s"
    for plural in pls:
        yield plural, "p"
        if plural.endswith("ون"):
            yield plural[:-2] + "ين", "x"
            yield plural[:-2] + "و", "p"
            yield plural[:-2] + "ي", "p"
        elif not plural.endswith(("ات", "ا", "ي", "ين")):
            yield plural + "ا", "p"
        elif plural.endswith("ي") and plural[-2:-1] not in "ايو":
            yield plural[:-1], "p"
    stem = sg[:-1] + "ت" if sg.endswith("ه") else sg
    for suffix in ("ان", "ين"):
        yield stem + suffix, "d"
    if not sg.endswith(("ه", "ا")):
        yield sg + "ا", "s"
    yield stem + "ا", "c"
    yield stem + "ي", "c"
