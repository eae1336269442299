"""Names and descriptions: «كتائب القسام» names somebody, «مسلحون» says what somebody is."""

from __future__ import annotations

from rasd.codebook.aliases import words_of
from rasd.codebook.book import Codebook

_CLITICS = ("", "و", "ف", "ب", "ل")
_NISBA = ("ي", "يه", "يون", "يين")


def is_description(book: Codebook, words: str) -> bool:
    """Whether words that no alias matches say what somebody is («مصدر أمني») instead of naming them.

    A name that only the text around it can settle («الجيش»، «الوزارة») describes as long as nothing settles it.
    """
    forms = words_of(words)
    return not forms or any(_says_what(book, bare_first(forms, clitic)) for clitic in _CLITICS)


def kind_of(book: Codebook, words: str) -> str | None:
    """What an unknown name is by the word that it begins with: ``person``, ``institution``, ``group``; else null.

    An office or a rank after the name tells a person too.

    >>> from rasd.codebook.book import load
    >>> names = ("وزارة شؤون الضفتين", "كتائب الضفتين", "العقيد فلان", "فلان الضفتين الناطق باسم الفوج", "الضفتين")
    >>> [kind_of(load(), name) for name in (*names, "للجنة الضفتين", "للواء الضفتين")]
    ['institution', 'group', 'person', 'person', None, 'institution', 'group']
    """
    forms = words_of(words)
    heads = [bare_first(forms, clitic)[0].removeprefix("ال") for clitic in _CLITICS] if forms else []
    if forms and forms[0].startswith("لل"):
        heads.append(forms[0][1:])  # «للجنة», «للواء»: two of three ل are written
    for head in heads:
        if head in book.name_kinds:
            return book.name_kinds[head]
        if head in book.groups_named or head in book.members:
            return "group"
    later = (book.name_kinds.get(form.removeprefix("ال")) for form in forms[1:])
    return "person" if "person" in later else None


def _says_what(book: Codebook, forms: list[str]) -> bool:
    if " ".join(forms) in book.context_aliases or _describes(book, forms[0]):
        return True
    head = forms[0].removeprefix("ال")
    if len(forms) == 1:
        return head != forms[0] and head in book.groups_named  # «القبيلة» after its name
    return head in book.members and all(_qualifies(book, form) for form in forms[1:])


def _qualifies(book: Codebook, form: str) -> bool:
    """Whether a word after «قوات» and its like only says of what kind they are («خاصة»، «حكومية»)."""
    bare = form.removeprefix("و").removeprefix("ال")
    return bare.endswith(_NISBA) or bare in book.qualities or bool(book.classes.get(bare.removesuffix("ه")))


def bare_first(forms: list[str], clitic: str) -> list[str]:
    """The words without a clitic before the first, with the article that «لل» has swallowed.

    >>> bare_first(["للجيش", "اليمني"], "ل"), bare_first(["وكاله"], "ل")
    (['الجيش', 'اليمني'], ['وكاله'])
    """
    first = forms[0]
    if not clitic or not first.startswith(clitic) or len(first) < 4:
        return forms
    rest = first[1:]
    if clitic == "ل" and rest.startswith("ل"):
        rest = "ا" + rest if len(rest) > 3 else rest
    return [rest, *forms[1:]]


def _describes(book: Codebook, form: str) -> bool:
    bare = form.removeprefix("ال")
    if form in book.groups_described or bare in book.unnamed_speakers:
        return True
    lexemes = [found.lexeme for found in book.classes.get(bare, ())]
    return any(lexeme.code.startswith("person") and "soft" not in lexeme.flags for lexeme in lexemes)
