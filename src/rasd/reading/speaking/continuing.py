"""Sentences without a verb of speaking that still belong to what somebody said in the one before."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Text
from rasd.reading.speaking import headers
from rasd.reading.speaking.segments import Segment

#: So many lines without a bullet are still of the list that a colon opened.
_LINES = 5
#: How far ahead the same statement may be named again.
_AHEAD = 170


def outcome_of_that(text: Text, first: int, last: int) -> bool:
    """«؛ خلفت عشرات القتلى»، «وقد نتج عن ذلك …»، «وأصيب جندي أيضا»: the outcome of what somebody has just told."""
    if first and text.forms[first - 1] == "؛":
        return True
    if "ايضا" in text.forms[last - 2 : last] and text.words[first].tag == "v" and text.forms[first][0] == "و":
        return True
    near = text.words[first : first + 2]
    caused = any(w.carrier == "caused" for w in near)
    return caused and any(f in ("ذلك", "هذا") for f in text.forms[first : first + 5])


def between_statements(text: Text, first: int, last: int) -> bool:
    """«وأورد البيان …. وفي الأول من … قتل …. وأضاف البيان …»: the statement's list goes on."""
    if text.forms[first] == "وفي" and first + 1 in text.dates:
        opens = True
    else:
        opens = text.forms[first][:1] == "و" and text.words[first].carrier == "caused"
    if not opens:
        return False
    ahead = range(last, min(last + _AHEAD, len(text.forms) - 1))
    return any(text.words[k].tag == "s" and text.forms[k + 1] in ("البيان", "التقرير") for k in ahead)


class Listing:
    """«أعلنت الوزارة في تقريرها:», «مقتل 14، على النحو التالي:»: the lines below are what the source says."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.segment: Segment | None = None
        self.before: Segment | None = None
        self.mark = ""
        self.lines = 0

    def opens(self, said: list[Segment], found: list[Segment], last: int) -> None:
        """After each sentence: whether a colon at its end opens a list, of its own source or of the one before."""
        one = said[-1] if said else self.before
        mark = headers.bullet(self.text, last)
        if one is not None and one.chain and self.text.forms[last - 1] == ":" and (said or mark):
            self.segment, self.mark, self.lines = one, mark, 0
        elif said:
            self.segment = None
        self.before = found[-1] if found else None

    def line(self, first: int, last: int) -> Segment | None:
        """The source of a line without one of its own, as long as the list goes on."""
        if self.segment is None:
            return None
        self.lines += 1
        item = headers.item_of(self.text, first) >= 0
        if (self.mark and not item) or (not self.mark and self.lines > _LINES):
            self.segment = None
        return self.segment
