"""Persons named in passing, beside what a claim tells («منزل المواطن فلان»), where reading asks for nobody.

Only for masking: a given name after what says that a person follows, and whoever is told with an age.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from rasd.arabic.script import normalise
from rasd.codebook.book import Codebook, load
from rasd.exporting.persons import CLOSE, FUNCTION, LINKS, OPEN, bare_forms, is_kin, is_known

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MOST = 4
#: What is a person's own, and how somebody is called.
_OWN = frozenset("جثه جثمان منزل بيت سياره مدعو مدعوه اسمه اسمها شهيد شهيده راحل مغدور ضحيه اسير معتقل".split())
_THEY = frozenset("هم هما وهم وهما".split())
#: «على», which folded is Ali.
_ON = re.compile(r"(?<!\w)على(?!\w)")
_YEARS = frozenset("عام عاما سنه سنوات اعوام ربيعا شهرا اشهر".split())
_BEFORE_AGE = frozenset("( ، , - – البالغ البالغه من العمر عمره عمرها".split())


@functools.lru_cache(maxsize=50_000)
def named_in_passing(text: str) -> tuple[str, ...]:
    """The names of persons whom a text names in passing, folded.

    >>> named_in_passing("قصف دمر منزل المواطن محمد العلي في البلدة"), named_in_passing("شاهد المواطن محمد في البلدة")
    (('محمد العلي',), ())
    >>> named_in_passing("مقتل مدنيين هما: خالد الحسن، ومحمد بن علي السالم"), named_in_passing("الدفاع المدني محمد")
    (('خالد الحسن', 'محمد بن علي السالم'), ())
    >>> named_in_passing("العثور على ظافر الزعزوعي (19 عاما)")
    ('ظافر الزعزوعي',)
    """
    book, tokens = load(), _TOKEN.findall(normalise(_ON.sub("فوق", text)).text)
    found: dict[str, None] = {}
    for i, token in enumerate(tokens):
        if token in _THEY and tokens[i + 1 : i + 2] == [":"]:
            names = list(_listed(book, tokens, i + 2))
        elif token.isdigit() and i + 1 < len(tokens) and tokens[i + 1] in _YEARS:
            names = [_before_age(book, tokens, i)]
        elif _introduces(book, tokens, i):
            names = [_name(book, tokens, _past_nation(tokens, i + 1))]
        else:
            continue
        found.update((name, None) for name in map(" ".join, names) if name and not is_known(book, name))
    return tuple(found)


def _introduces(book: Codebook, tokens: list[str], i: int) -> bool:
    """Whether a word says that one person follows; «المدني» after a noun with its article is an adjective."""
    forms = list(bare_forms(tokens[i]))
    if not book.word_classes.public.isdisjoint(forms):
        return False
    is_one = any(
        lexeme.lexeme.code.startswith("person") and lexeme.number == "s"
        for form in forms
        for lexeme in book.classes.get(form, ())
    )
    if is_one and i and tokens[i].startswith("ال") and tokens[i - 1].startswith("ال"):
        return False
    is_kunya = not OPEN.isdisjoint(forms)  # «أبو خليل فلان»: of arms, more often than not
    return is_one or not _OWN.isdisjoint(forms) or (is_kin(tokens[i]) and not is_kunya)


def _past_nation(tokens: list[str], i: int) -> int:
    """«المواطن الفلسطيني فلان»: past an adjective."""
    return i + (i < len(tokens) and tokens[i].startswith("ال") and tokens[i].endswith(("ي", "يه")))


def _name(book: Codebook, tokens: list[str], i: int) -> list[str]:
    """The name that begins with a given name: on to the family's name, or to a word that is none."""
    if i >= len(tokens) or not _is_given(book, tokens[i]):
        return []
    name = [tokens[i]]
    for token in tokens[i + 1 : i + 1 + _MOST]:
        goes_on = name[-1] in OPEN | LINKS or token in CLOSE | LINKS
        if not goes_on and (not token.isalpha() or _is_another(book, token)):
            break
        name.append(token)
        if token.startswith("ال") and not goes_on:
            break
    while name[-1] in LINKS:
        name.pop()
    return name if len(name) > (2 if name[0] in OPEN else 1) else []


def _is_another(book: Codebook, token: str) -> bool:
    """Whether a word is known to mean something else than a person by name."""
    if token in FUNCTION:
        return token != "علي"
    return not token.startswith("ال") and any(token in table for table in (book.actions, book.sayings, book.classes))


def _listed(book: Codebook, tokens: list[str], i: int) -> Iterator[list[str]]:
    """The names of a list, after «هم:»."""
    i += i < len(tokens) and tokens[i] == ":"
    while i < len(tokens):
        bare = (
            tokens[i][1:] if tokens[i].startswith("و") and tokens[i] not in book.word_classes.given_name else tokens[i]
        )
        name = _name(book, [*tokens[:i], bare, *tokens[i + 1 :]], i)
        if not name:
            return
        yield name
        i += len(name)
        i += i < len(tokens) and tokens[i] in "،,"


def _before_age(book: Codebook, tokens: list[str], i: int) -> list[str]:
    """Who is told with an age: the unknown words before it, two of them at least."""
    at = i
    while i and tokens[i - 1] in _BEFORE_AGE:
        i -= 1
    if i == at:  # «بالسجن 20 عاما»
        return []
    name: list[str] = []
    while i and len(name) < _MOST and tokens[i - 1].isalpha():
        i -= 1
        if tokens[i].startswith("و") and _is_given(book, tokens[i][1:]):  # «… ومحمد كذا»
            name.insert(0, tokens[i][1:])
            break
        says_what = any(form in book.classes for form in bare_forms(tokens[i])) or is_kin(tokens[i])
        if tokens[i] in _THEY or _is_another(book, tokens[i]) or (says_what and (name or tokens[i][:2] != "ال")):
            break
        name.insert(0, tokens[i])
    given = next((n for n, token in enumerate(name) if _is_given(book, token)), 0)
    name = name[given:]
    return name if len(name) > 1 and not name[0].startswith("ال") else []


def _is_given(book: Codebook, token: str) -> bool:
    return token in book.word_classes.given_name and token not in book.word_classes.public
