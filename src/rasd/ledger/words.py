"""Words to search by: diacritics, letter variants and attached particles make no difference.

A claim's words are those of its evidence, bare, and those of its names, marked by their role: ``<`` doer, ``>``
affected, ``@`` place, ``~`` speaker; and the rules that found it, marked ``@@``. SQLite (FTS5) and PostgreSQL (GIN)
index the same words and find the same claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rasd.arabic.script import MARKS, fold
from rasd.model import Claim

AGENT, PATIENT, PLACE, SPEAKER, RULE = "<", ">", "@", "~", "@@"
#: No word of a language is longer; what is longer is cut.
_LONGEST = 60
#: Letters that may be a word of their own before a word, or its first letter: «بحلب»، «بيت».
_PREPOSITIONS = ("ب", "ل", "ك")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")


class _Stems(dict[str, tuple[str, ...]]):
    """word as written → its bare form, and where it begins with «ب» or the like, what is left without that."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        stem = bare(fold(word))[:_LONGEST]
        found = (stem, stem[1:]) if stem[:1] in _PREPOSITIONS and len(stem) > 3 else (stem,) if stem else ()
        if len(self) > 200_000:
            self.clear()
        self[word] = found
        return found


def bare(form: str) -> str:
    """A folded word without the particles before it. What is asked for loses them the same way.

    >>> [bare(form) for form in ("وبالدبابات", "للجيش", "قتل", "الجيش")]
    ['دبابات', 'جيش', 'قتل', 'جيش']
    """
    if form[:1] in ("و", "ف") and len(form) > 3:
        form = form[1:]
    if form[:2] == "لل" and len(form) > 4:
        form = "ا" + form[1:]
    elif form[:3] in ("بال", "كال") and len(form) > 5:
        form = form[1:]
    return form[2:] if form[:2] == "ال" and len(form) > 4 else form


_STEMS = _Stems()


def words_in(text: str, role: str = "") -> Iterator[str]:
    """The words that a text is found by.

    >>> list(words_in("وقُصفت بحلب"))
    ['قصفت', 'بحلب', 'حلب']
    """
    for word in _WORD.findall(text):
        for stem in _STEMS[word]:
            yield role + stem


def words_of(claim: Claim) -> str:
    """All words that a claim is found by, each once, joined by blanks."""
    found: dict[str, None] = dict.fromkeys(words_in(claim.evidence.text))
    for role, named in ((AGENT, claim.agent), (PATIENT, claim.patient), (PLACE, claim.place), (SPEAKER, claim.speaker)):
        if named is not None:
            found.update(dict.fromkeys(words_in(named.text, role)))
            if named.name:
                found.update(dict.fromkeys(words_in(named.name, role)))
    found.update(dict.fromkeys(map(rule_word, claim.rules)))
    return " ".join(found)


def rule_word(name: str) -> str:
    """The word by which the claims of a rule are found.

    >>> rule_word("list-member")
    '@@listmember'
    """
    return RULE + name.replace("-", "")


def said(text: str) -> str:
    """The words of a text, folded, whatever stands between them."""
    return " ".join(words_in(text))


def asked(text: str, role: str = "") -> list[str]:
    """The words of a question, of which a claim must have every one; a ``*`` after one stands for any ending.

    >>> asked("قُتِلَ المدنيّين"), asked("دباب*", PLACE)
    (['قتل', 'مدنيين'], ['@دباب*'])
    """
    found = re.findall(rf"({_WORD.pattern})(\*?)", text)
    return [role + _STEMS[word][0] + star for word, star in found if _STEMS[word]]


def for_sqlite(words: Iterable[str]) -> str:
    """A question as FTS5 wants it."""
    return " AND ".join(f'"{word.removesuffix("*")}"' + ("*" if word.endswith("*") else "") for word in words)


def for_postgresql(words: Iterable[str]) -> str:
    """A question as PostgreSQL's ``tsquery`` wants it."""
    return " & ".join(f"'{word.removesuffix('*')}'" + (":*" if word.endswith("*") else "") for word in words)
