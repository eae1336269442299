"""Spellings of one name: the variants that writers of Arabic mix, and never a free distance between letters.

Two spellings are of one name when they have one skeleton. How far apart they are is told by the
first of the ever coarser forms in which they agree.
"""

from __future__ import annotations

from rasd.codebook.gazetteer import JOINED

_FATHERS = {"ابي": "ابو", "ابا": "ابو", "بو": "ابو"}
#: Letters that dialects and writers exchange in names: الضهور and الظهور.
_SOUNDS = str.maketrans("ظ", "ض")

#: What the difference between two spellings takes off a candidate.
SAME, SPACES, ARTICLE, ENDING, SOUND = 0.0, 0.1, 0.4, 0.5, 0.7


def skeleton(words: tuple[str, ...] | list[str]) -> str:
    """The form that all spellings of a name share; the words are folded.

    >>> skeleton(["تل", "خطره"]) == skeleton(["تلخطره"])
    True
    >>> skeleton(["دير", "الزور"]) == skeleton(["ديرالزور"]) == skeleton(["دير", "زور"])
    True
    >>> skeleton(["مصيطف"]) == skeleton(["المصيطبه"]), skeleton(["بلد"]) == skeleton(["بلده"])
    (False, False)
    """
    return _ended("".join(map(_bare, _parted(words)))).translate(_SOUNDS)


def difference(words: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How far apart two spellings of one skeleton are.

    >>> difference(("كسلا",), ("كسله",)), difference(("فاشر",), ("الفاشر",)), difference(("خانيونس",), ("خان", "يونس"))
    (0.5, 0.4, 0.1)
    """
    if words == other:
        return SAME
    one, two = "".join(words), "".join(other)
    if one == two:
        return SPACES
    one, two = ("".join(map(_bare, _parted(w))) for w in (words, other))
    if one == two:
        return ARTICLE if len(words) == len(other) == 1 else SPACES
    return ENDING if _ended(one) == _ended(two) else SOUND


def _parted(words: tuple[str, ...] | list[str]) -> list[str]:
    """«ديرالزور» as two words, so that the article inside it is seen."""
    if len(words) != 1 or "ال" not in words[0][2:]:
        return list(words)
    word = words[0]
    at = word.find("ال", 2)
    return [word[:at], word[at:]] if word[:at] in JOINED else [word]


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else _FATHERS.get(word, word)


def _ended(word: str) -> str:
    """The last sound in one spelling: صنعاء and صنعا, كسلا and كسله."""
    word = word.removesuffix("ء")
    return word[:-1] + "ه" if len(word) > 3 and word[-1] == "ا" else word
