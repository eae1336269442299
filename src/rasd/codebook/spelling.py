"""Spellings of one name: the variants that writers of Arabic mix, and never a free distance between letters.

Two spellings are of one name when they have one skeleton. How far apart they are is told by the
first of the ever coarser forms in which they agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasd.codebook.gazetteer import JOINED

_FATHERS = {"ابي": "ابو", "ابا": "ابو", "بو": "ابو"}
#: Letters that dialects and writers exchange in names: الضهور and الظهور.
_SOUNDS = str.maketrans("ظ", "ض")

_ARTICLE_BEFORE = re.compile(r"(?<=[\n ])ال(?=[^ \n]{3})")
_JOINED_ARTICLE = re.compile(rf"(?<=\n)({'|'.join(sorted(JOINED))})ال(?=[^ \n]{{3,}}\n)")
_FATHER = re.compile(rf"(?<=[\n ])(?:{'|'.join(_FATHERS)})(?= )")
_LAST_ALEF = re.compile(r"(?<=[^\n]{3})ا(?=\n)")

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
    return _ended(_stripped(words)).translate(_SOUNDS)


def skeletons(names: Sequence[str]) -> list[str]:
    """The skeletons of many folded names, each with one space between its words: all at once, in a few passes.

    >>> names = ["تل خطره", "ديرالزور", "صنعاء", "ابي تمام", "الضهور"]
    >>> skeletons(names) == [skeleton(name.split(" ")) for name in names]
    True
    """
    text = "\n" + "\n".join(names) + "\n"
    text = _JOINED_ARTICLE.sub(lambda found: _FATHERS.get(found[1], found[1]), text)
    text = _FATHER.sub("ابو", _ARTICLE_BEFORE.sub("", text)).replace(" ", "")
    text = _LAST_ALEF.sub("ه", text.replace("ء\n", "\n"))
    return text.translate(_SOUNDS)[1:-1].split("\n")


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
    one, two = _stripped(words), _stripped(other)
    if one == two:
        return ARTICLE if len(words) == len(other) == 1 else SPACES
    return ENDING if _ended(one) == _ended(two) else SOUND


def _stripped(words: tuple[str, ...] | list[str]) -> str:
    """The words together, without articles; «ابي» before another word is «ابو», by itself it is a name."""
    parts = _parted(words)
    return "".join([*(_FATHERS.get(part, _bare(part)) for part in parts[:-1]), _bare(parts[-1])])


def _parted(words: tuple[str, ...] | list[str]) -> list[str]:
    """«ديرالزور» as two words, so that the article inside it is seen."""
    if len(words) != 1 or "ال" not in words[0][2:]:
        return list(words)
    word = words[0]
    at = word.find("ال", 2)
    return [word[:at], word[at:]] if word[:at] in JOINED else [word]


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _ended(word: str) -> str:
    """The last sound in one spelling: صنعاء and صنعا, كسلا and كسله."""
    word = word.removesuffix("ء")
    return word[:-1] + "ه" if len(word) > 3 and word[-1] == "ا" else word
