"""Letters: spelling variants folded to one form, with the way back to the original.

Two ways in. :func:`fold` folds one word (cached by its callers). :func:`normalise` folds a whole
text and keeps a sparse map of offsets, so that any slice of the folded text leads back to the
characters it came from.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from typing import NamedTuple

#: Harakat, Quranic marks, superscript alef; tatweel; zero-width and direction controls; BOM; soft hyphen.
MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c"
)
DROPPED = re.compile(f"[{MARKS}]+")
PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")

#: Letter variants that writers of Arabic mix freely. The order never matters: each is one to one.
LETTERS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ژ": "ز",
}
_LETTER = str.maketrans(LETTERS)
_DIGIT = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")


def fold(word: str) -> str:
    """One word without marks, its letter variants and digits brought to one form.

    Idempotent: folding a folded word changes nothing.

    >>> fold("مُسلَّحَـــة"), fold("ﻗﺘﻴﻞ"), fold("١٢٣"), fold("إلى")
    ('مسلحه', 'قتيل', '123', 'الي')
    """
    if PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    word = DROPPED.sub("", unicodedata.normalize("NFC", word) if max(word, default="") >= "\u0653" else word)
    return word.translate(_LETTER).translate(_DIGIT).lower()


class Normalised(NamedTuple):
    """A folded text and the way back.

    ``breaks`` are offsets in the folded text at which the distance to the original changes,
    ``shifts`` the distances; the map is sparse because most characters fold one to one.
    """

    text: str
    breaks: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the original text of the character at ``offset`` of the folded text."""
        return offset + self.shifts[bisect.bisect_right(self.breaks, offset) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original ``[start, end)`` of a folded slice; marks on its last letter included."""
        if end <= start:
            return self.original(start), self.original(start)
        return self.original(start), self.original(end - 1) + 1


def normalise(text: str) -> Normalised:
    """Fold a whole text; every slice of the result leads back to its original characters.

    >>> n = normalise("قُتِل ٤ جنـــود")
    >>> n.text
    'قتل 4 جنود'
    >>> n.span(6, 10)
    (8, 15)
    """
    out: list[str] = []
    breaks, shifts = [0], [0]
    length = position = 0
    for match in re.finditer(f"[{MARKS}]+|[\ufb50-\ufdff\ufe70-\ufefc]", text):
        plain = text[position : match.start()]
        out.append(plain)
        length += len(plain)
        position = match.end()
        if PRESENTATION.match(match[0]):
            wide = DROPPED.sub("", unicodedata.normalize("NFKC", match[0]))
            for i in range(len(wide)):
                breaks.append(length + i)
                shifts.append(match.start() - length - i)
            out.append(wide)
            length += len(wide)
        breaks.append(length)
        shifts.append(position - length)
    out.append(text[position:])
    folded = _SPACE.sub(" ", "".join(out)).translate(_LETTER).translate(_DIGIT)
    return Normalised(folded, tuple(breaks), tuple(shifts))


_ARABIC_WORD = re.compile("[\u0620-\u06d3]{2,}")
_LATIN_OR_OTHER = re.compile(r"[^\W\d_\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
#: Letters of Persian, Urdu, Kurdish, Pashto and Uyghur that Arabic has only in a few foreign names.
_FOREIGN_LETTER = re.compile("[\u067e\u0686\u0688\u0691\u0695\u06b5\u06c6\u06ce\u06d2\u06d5\u0679\u0698\u06af\u06ba]")
_ARTICLE = re.compile("[وفبك]?ال[\u0620-\u064a]|لل[\u0620-\u064a]")
_FEW_WORDS = 20


def is_arabic_prose(text: str) -> bool:
    """Whether a text is in Arabic, not merely in Arabic letters: its words take the article, its letters are ours.

    >>> is_arabic_prose("قتل ثلاثة جنود في المدينة"), is_arabic_prose("سه سرباز در شهر کشته شدند گفت پلیس")
    (True, False)
    """
    words = _ARABIC_WORD.findall(text)
    letters = sum(map(len, words))
    if not letters or len(_LATIN_OR_OTHER.findall(text)) > 2 * letters:
        return False
    if len(_FOREIGN_LETTER.findall(text)) * 50 > letters:
        return False
    articles = sum(1 for word in words if _ARTICLE.match(word))
    return len(words) < _FEW_WORDS or articles * 12 >= len(words)
