"""Persons named in passing, beside what a claim tells («منزل المواطن فلان»), where reading asks for nobody.

Only for masking. A given name is a private person's where a word says that one follows («الشاب»، «شقيقه»، «المدعو»),
where a verb says what befell him («قتل فلان»), in a list of such names, with an age, and where a family's name follows;
not where an office, a body or a place is named («الوزير فلان»، «مدرسة فلان»).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from rasd.arabic.script import normalise
from rasd.codebook.book import Codebook, load
from rasd.codebook.gazetteer import load as gazetteer
from rasd.exporting.persons import CLOSE, FUNCTION, LINKS, OPEN, Called, bare_forms, is_kin, is_known, units_of

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MOST = 4
#: How far before a name its bearer's office is looked for.
_NEAR = 9
#: What is a person's own.
_OWN = frozenset("جثه جثمان جثامين منزل بيت سياره مزرعه محل".split())
#: What a list of persons stands after.
_THEY = frozenset("هم هما وهم وهما اسماوهم".split())
_AMONG = frozenset("منهم ومنهم بينهم وبينهم منهما وبينهما ضمنهم".split())
_NAMED = frozenset("يدعي تدعي يسمي تسمي اسمه اسمها".split())
_LEADING = frozenset("قاده قادها يقوده يقودها قياده بقياده بزعامه ملا مولوي".split())
#: What stands before a family's name, and what makes a tribe of it.
_FAMILY, _TRIBE = frozenset("ال عايله اسره".split()), frozenset("قبيله قبائل عشيره عشائر نظام".split())
_WHEN = frozenset(
    "الاسبوع الشهر العام الماضي الحالي الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الذين اللذين".split()
)
#: «على», which folded is Ali.
_ON = re.compile(r"(?<!\w)[وف]?على(?!\w)")
_YEARS = frozenset("عام عاما سنه سنوات اعوام ربيعا شهرا اشهر".split())
_BEFORE_AGE = frozenset("( ، , - – البالغ البالغه من العمر عمره عمرها".split())
_OPENING = frozenset("\"“”«»'()-–:")
_NUMBERING = frozenset("-–)")
_JOINING = frozenset("،, و")


class Token(NamedTuple):
    """A word, a number or a sign of a folded text, and where it stands."""

    form: str
    start: int
    end: int


@functools.lru_cache(maxsize=50_000)
def named_in_passing(text: str) -> tuple[Called, ...]:
    """The persons whom a text names in passing; one by a single name with what stands before it.

    >>> def names(text: str) -> list[str]:
    ...     return [" ".join((*(person.after or "").split(), *person.units)) for person in named_in_passing(text)]
    >>> names("قصف دمر منزل المواطن محمد العلي"), names("شاهد المواطن محمد في البلدة"), names("الدفاع المدني محمد")
    (['محمد العلي'], ['المواطن محمد'], [])
    >>> names("مقتل مدنيين هما: خالد الحسن، ومحمد بن علي السالم"), names("قتل الوزير خالد الحسن")
    (['خالد الحسن', 'محمد علي السالم'], [])
    >>> names("العثور على ظافر الزعزوعي (19 عاما)"), names("في شارع خالد الحسن"), names("بعد سماح الاحتلال")
    (['ظافر الزعزوعي'], [], [])
    """
    folded = normalise(_ON.sub("فوق", text)).text
    tokens = [Token(match[0], *match.span()) for match in _TOKEN.finditer(folded)]
    found = _Passing(load(), folded, tokens).found()
    return tuple(dict.fromkeys(found))


class _Passing:
    """The search through one text."""

    def __init__(self, book: Codebook, text: str, tokens: list[Token]) -> None:
        self.book, self.text, self.tokens = book, text, tokens
        self.forms = [token.form for token in tokens]
        self.ordinary = book.word_classes.ordinary_name
        self.listed = -1  # where the last person's name ends, and what belongs to it

    def found(self) -> Iterator[Called]:
        i = 0
        while i < len(self.forms):
            form, step = self.forms[i], 1
            if form.isdigit() and i + 1 < len(self.forms) and self.forms[i + 1] in _YEARS:
                yield from self._aged(i)
                step = 2
            elif any(bare in _FAMILY for bare in _without_and(form)):
                yield from self._family(i)
            elif name := self._name(i):
                step = len(name)
                if person := self._judged(i, name):
                    yield person
            i += step

    # ---- names

    def _is_given(self, form: str) -> bool:
        known = self.book.word_classes
        return form in known.given_name and form not in known.public

    def _bare(self, form: str) -> str | None:
        """A given name as it stands, or without the «و» of a list."""
        return next((bare for bare in _without_and(form) if self._is_given(bare)), None)

    def _name(self, i: int) -> list[str]:
        """The name that begins with a given name: on to the family's name, or to a word that is none."""
        first = self._bare(self.forms[i])
        if first is None:
            return []
        name = [first]
        for form in self.forms[i + 1 : i + 1 + _MOST]:
            goes_on = name[-1] in OPEN | LINKS or form in CLOSE | LINKS
            if not form.isalpha() or (not goes_on and self._is_another(form) and not self._is_calling(form)):
                break
            name.append(form)
            if form.startswith("ال") and not goes_on:
                break
        while name[-1] in LINKS:
            name.pop()
        return name if len(name) > 1 or first not in OPEN else []

    def _is_another(self, form: str) -> bool:
        """Whether a word is known to mean something else than a person by name."""
        if form in FUNCTION or form in _WHEN:
            return form != "علي"
        if self._is_given(form):
            return False
        if form[0] == "و" or (form[0] in "بلك" and (self._bare(form) or is_kin(form) or self._means(form[1:]))):
            return True
        return self._means(form) or self._means(form.removeprefix("ال")) or not self._means_a_name(form)

    def _is_calling(self, form: str) -> bool:
        """«الخطيب»، «النجار»: a calling is many a family's name; an office is none."""
        bare = form.removeprefix("ال")
        found = self.book.classes.get(bare, ()) if bare != form else ()
        of_person = any(each.lexeme.code.startswith("person") and each.number == "s" for each in found)
        return of_person and bare not in self.book.word_classes.public

    def _means(self, form: str) -> bool:
        book = self.book
        tables = (book.actions, book.sayings, book.classes, book.carriers, book.place_heads, book.word_classes.public)
        return any(form in table for table in tables) and form.removeprefix("ال") not in self._nations

    @functools.cached_property
    def _nations(self) -> frozenset[str]:
        return frozenset(word for word, forms in self.book.classes.items() if "nation" in forms[0].lexeme.flags)

    def _means_a_name(self, form: str) -> bool:
        return form not in self.book.qualities and form not in self.book.members

    # ---- who it is

    def _judged(self, i: int, name: list[str]) -> Called | None:
        """The person of a name, if it is a private one."""
        units = units_of(" ".join(name))
        if not self._is_told(i) and not self._names_itself(i, name, units):
            return None
        if len(units) == 1 and self._speaks_on(i):
            return None
        if self._is_of_office(i, len(name)) or self._is_known(i, name):
            return None
        self.listed = i + len(name)
        return self._called(i, name, units)

    def _speaks_on(self, i: int) -> bool:
        """«وأضاف الشيخ فلان»: with respect and by one name, he has been told of before."""
        said = any(bare in self.book.sayings for bare in _without_and(self.forms[i - 2])) if i > 1 else False
        return said and self.forms[i - 1].removeprefix("ال") in self.book.word_classes.honorific

    def _called(self, i: int, name: list[str], units: tuple[str, ...]) -> Called:
        if len(units) > 1:
            return Called(units, again=name[-1].startswith("ال") or self._is_given(name[-1]) or name[-1] in CLOSE)
        return Called(units, again=False, after=self._after(i))

    def _after(self, i: int) -> str:
        """What stands before a name, letter for letter; «و» of a list belongs to it."""
        own = self.tokens[i].start + (self._bare(self.forms[i]) not in (None, self.forms[i]))
        return self.text[self.tokens[i - 1].start if i else 0 : own]

    def _is_told(self, i: int) -> bool:
        """Whether what stands before a name says that it is a person's."""
        if self._goes_on(i) or self._bare(self.forms[i]) != self.forms[i]:  # «و» joins it to what it is not told by
            return self._goes_on(i)
        at = self._past_signs(i - 1)
        if at < i - 1 and self.forms[i - 1] in _NUMBERING and (at < 0 or self.forms[i - 2].isdigit()):  # «3- فلان»
            return True
        if at >= 0 and (self.forms[at] in _AMONG or self.forms[max(0, at - 1) : at + 1] == ["كل", "من"]):
            return True
        if at >= 0 and self.forms[at] in _THEY:
            return at < i - 1 or self.forms[i] not in self.ordinary  # «هم سعداء»
        for _ in range(3):  # «المواطن الفلسطيني فلان»، «الشاب المخطوف فلان»
            if at < 0:
                return False
            if self._introduces(at, self.forms[i]):
                return True
            form = self.forms[at]
            if not form.startswith("ال") or (self._means(form) and form.removeprefix("ال") not in self._nations):
                return False
            at -= 1
        return False

    def _past_signs(self, at: int) -> int:
        while at >= 0 and (self.forms[at] in _OPENING or self.forms[at].isdigit()):
            at -= 1
        return at

    def _goes_on(self, i: int) -> bool:
        """«خالد ومحمود»، «خالد (3 أعوام)، محمود»: after a person, in a list."""
        if self.listed < 0 or i > self.listed + 6:
            return False
        between = self.forms[self.listed : i]
        is_joined = self._bare(self.forms[i]) != self.forms[i] or bool(between and between[-1] in _JOINING)
        ages = ("(", ")", "،", ",", "و", "-", *_YEARS)
        return is_joined and all(form in ages or form.isdigit() for form in between)

    def _introduces(self, at: int, name: str) -> bool:
        """Whether a word says that a person follows; «المدني» after a noun with its article is an adjective."""
        form, known = self.forms[at], self.book.word_classes
        forms = [bare for each in bare_forms(form) for bare in (each, each.removesuffix("ه"))]
        if form in FUNCTION or not known.public.isdisjoint(forms) or not _LEADING.isdisjoint(forms):
            return False
        is_definite = form.lstrip("وفبلك").startswith("ال") or form.startswith("لل") or self._has_kin(form)
        classes = [found for bare in bare_forms(form) for found in self.book.classes.get(bare, ())]
        is_one = any(found.lexeme.code.startswith("person") and found.number == "s" for found in classes)
        if (
            is_one
            and at
            and form.endswith(("ي", "يه"))
            and form.startswith("ال")
            and self.forms[at - 1].startswith("ال")
        ):
            return False
        if is_kin(form) and OPEN.isdisjoint(bare_forms(form)):  # «أبو خليل فلان»: of arms, more often than not
            return True
        called = not (known.private_person | known.honorific | known.witness).isdisjoint(forms) or self._has_kin(form)
        is_one = is_one and not (name in self.ordinary and form.removeprefix("ال") in self._nations)  # «السوداني أشرف»
        follows = is_one or called or not _OWN.isdisjoint(bare_forms(form))
        needs_more = name in self.ordinary and not is_definite and form not in _NAMED
        return follows and (not needs_more or self._has_two(at + 1))

    def _has_two(self, i: int) -> bool:
        name = self._name(i) if i < len(self.forms) else []
        return len(units_of(" ".join(name))) > 1 and (name[1].startswith("ال") or self._is_given(name[1]))

    def _has_kin(self, form: str) -> bool:
        """«أولاده»، «أبنائها»: of the words for private persons, with a pronoun."""
        private = self.book.word_classes.private_person
        stems = [re.sub("(?:هما|هم|ها|ه)$", "", bare) for bare in bare_forms(form)]
        return not private.isdisjoint((*stems, *(stem.removesuffix("ئ") + "ء" for stem in stems)))

    def _names_itself(self, i: int, name: list[str], units: tuple[str, ...]) -> bool:
        """Whether a name is a person's without a word that says so."""
        is_ordinary = name[0] in self.ordinary
        is_of_arms = name[0] in OPEN and not name[0].startswith("عب")  # «أبو خليل فلان», more often than not
        if is_of_arms or self._is_of_a_body(i) or gazetteer().lookup(tuple(name)):
            return False
        if len(units) == 1:
            return not is_ordinary and self._befell(i) and self._ends(i + len(name))
        last = name[-1].removeprefix("ال")
        if is_ordinary:
            is_given = self._is_given(last) and last not in self.ordinary
            return is_given or (last.endswith("ي") and last not in self._nations and name[-1].startswith("ال"))
        return True

    def _befell(self, i: int) -> bool:
        """«قتل فلان»، «وقال فلان»."""
        at = self._past_signs(i - 1)
        if at < 0:
            return False
        told = [f for bare in _without_and(self.forms[at]) for f in self.book.actions.get(bare, ())]
        said = [f for bare in _without_and(self.forms[at]) for f in self.book.sayings.get(bare, ())]
        is_said = any(found.tense == "present" for found in said)  # who spoke in the past may have been named before
        return is_said or any(found.lexeme.kind in ("verb", "noun") for found in told)

    def _ends(self, i: int) -> bool:
        """Whether a name ends before a word: nothing that could go on with it follows."""
        if i >= len(self.forms) or not self.forms[i].isalpha():
            return True
        return self.forms[i] in FUNCTION or self.forms[i][0] in "وب" or self._is_another(self.forms[i])

    def _is_of_a_body(self, i: int) -> bool:
        """«مدرسة فلان»، «لواء الشهيد فلان»: what bears a person's name."""
        at = self._past_signs(i - 1)
        while at >= 0 and self._is_title(self.forms[at]):
            at -= 1
        return at >= 0 and any(bare in _heads(self.book) for bare in bare_forms(self.forms[at]))

    def _is_title(self, form: str) -> bool:
        known = self.book.word_classes
        return form.startswith("ال") and form.removeprefix("ال") in known.honorific | known.private_person

    def _is_of_office(self, i: int, length: int) -> bool:
        """Whether the words around a name give its bearer an office or a command."""
        if self._is_of_a_body(i):
            return True
        public = self.book.word_classes.public
        for at in range(i + length, min(i + length + 2, len(self.forms))):  # «فلان، وزير كذا»
            if self.forms[at].removeprefix("ال") in public:
                return True
            if self.forms[at] != "،":
                break
        if self._goes_on(i):
            return False
        for at in range(i - 1, max(-1, i - 1 - _NEAR), -1):
            form = self.forms[at]
            if any(bare in public or bare in _LEADING for bare in bare_forms(form)):
                return True
            if form in "،؛.:" and at < i - 1:
                return False
            if self._introduces(at, self.forms[i]) or any(bare in self.book.actions for bare in _without_and(form)):
                return False
        return False

    def _is_known(self, i: int, name: list[str]) -> bool:
        """Whether somebody of the codebook bears the name, or a place does with its title («السيدة زينب»)."""
        if any(is_known(self.book, " ".join(name[:end])) for end in range(1, len(name) + 1)):
            return True
        before = self.forms[i - 1] if i else ""
        longer = (before, self._bare(self.forms[i]) or "")
        return bool(gazetteer().lookup(longer) or gazetteer().lookup((before.removeprefix("و"), longer[1])))

    # ---- families, ages

    def _family(self, i: int) -> Iterator[Called]:
        """«آل فلان»، «عائلة الفلاني»."""
        if i + 1 >= len(self.forms) or (i and self.forms[i - 1].removeprefix("ال") in _TRIBE | _heads(self.book)):
            return
        form, bare = self.forms[i + 1], self.forms[i + 1].removeprefix("ال")
        name = [form, self.forms[i + 2]] if form in OPEN and i + 2 < len(self.forms) else [form]
        is_named = self._is_given(form) or form in OPEN or (form.startswith("ال") and not self._is_another(form))
        is_named = is_named or (self.forms[i].endswith("ال") and form.isalpha() and form not in FUNCTION)
        if is_named and not self._is_titled(form) and not is_known(self.book, " ".join(name)):
            is_common = bare in self._nations or bool(gazetteer().lookup(tuple(name)))
            units = units_of(" ".join(name))
            is_family = form.startswith("ال") and not is_common
            yield Called(units) if is_family else Called(units[:1], again=False, after=self._after(i + 1))

    def _is_titled(self, form: str) -> bool:
        bare = form.removeprefix("ال")
        return is_kin(form) or self._is_title(form) or (bare in self.book.classes and bare not in self._nations)

    def _aged(self, at: int) -> Iterator[Called]:
        """Who is told with an age: the unknown words before it, two of them at least, or a given name."""
        i = at
        while i and self.forms[i - 1] in _BEFORE_AGE:
            i -= 1
        if i == at:  # «بالسجن 20 عاما»
            return
        end = i
        name: list[str] = []
        while i and len(name) < _MOST and self.forms[i - 1].isalpha():
            i -= 1
            form = self.forms[i]
            bare = self._bare(form)
            if bare is not None and bare != form:  # «… ومحمد كذا»
                name.insert(0, bare)
                break
            if self._is_no_name(form, inside=bool(name)):
                i += 1
                break
            name.insert(0, form)
        given = next((n for n, form in enumerate(name) if self._is_given(form)), 0)
        name = name[given:]
        if name and not is_known(self.book, " ".join(name)) and not name[0].startswith("ال"):
            self.listed = end
            if len(name) > 1:
                yield Called(units_of(" ".join(name)))
            elif self._is_given(name[0]):
                yield Called(units_of(name[0]), again=False, after=self._after(end - 1))

    def _is_no_name(self, form: str, *, inside: bool) -> bool:
        """Whether a word before an age is no part of a name; a calling with its article may end one."""
        says_what = any(bare in self.book.classes for bare in bare_forms(form)) or is_kin(form)
        is_verb = not form.startswith("ال") and (form in self.book.actions or form in self.book.sayings)
        return is_verb or form in _THEY | FUNCTION - {"علي"} or (says_what and (inside or not form.startswith("ال")))


def _without_and(form: str) -> Iterator[str]:
    yield form
    if form[0] in "وف" and len(form) > 2:
        yield form[1:]


@functools.lru_cache(maxsize=4)
def _heads(book: Codebook) -> frozenset[str]:
    """What may bear the name of a person: bodies, their parts, places, institutions."""
    known = book.word_classes
    institutions = {word for word, kind in book.name_kinds.items() if kind != "person"}
    bodies = book.groups_named | known.armed_body | known.unit | known.public_body | known.needs_name | known.works
    return frozenset(institutions | bodies | book.place_heads.keys() - {"بيت", "منزل"}) - book.word_classes.kin
