"""The rules that resolve places and days, by name, with the words that explain them; reading's rules beside them."""

from __future__ import annotations

from rasd.errors import UsageError
from rasd.reading import rules as reading

#: name → explanation: how a place of a claim was decided. One of them stands in every claim that has a place.
PLACES: dict[str, str] = {
    "place-only": "One known place alone bears the name.",
    "place-parent": "Of several places of the name, the one in the larger place named beside it.",
    "place-beside": "Of several places of the name, the one near the other places of the sentence.",
    "place-country": "Of several places of the name, the one in the country that the report is about.",
    "place-size": "Of several places of the name, the one so much larger that it needs no telling.",
    "place-back": "The words point back to the place named before («تلتها»).",
    "place-ambiguous": "Several places bear the name and nothing decides between them.",
    "place-unknown": "No known place of the name can be meant.",
    "place-in-parent": "No known place of the name, but the larger place that it lies in is named: somewhere there.",
    "place-inferred": "No known place of the name, but it stands in one list with a known one: in its neighbourhood.",
}

#: name → explanation: how a day was counted otherwise than from the day of publication.
TIMES: dict[str, str] = {
    "time-inferred": "The report has no date; the day is counted from those on which its words say it was published.",
    "time-from-statement": "The words stand in a quotation, so the day is counted from that of the statement.",
}

#: What a person has added to what was read.
ADDED = {"person": "A person has added it: the reader missed it."}

RULES: dict[str, str] = {**reading.RULES, **PLACES, **TIMES, **ADDED}


def explain(name: str) -> str:
    """The explanation of a rule of reading or resolving.

    Raises :class:`UsageError` for a name that no rule has.

    >>> explain("place-ambiguous")
    'Several places bear the name and nothing decides between them.'
    """
    try:
        return RULES[name]
    except KeyError:
        message = "no rule is called {given}. The rules: {known}."
        raise UsageError(message, "no-such-rule", given=name, known=", ".join(RULES)) from None
