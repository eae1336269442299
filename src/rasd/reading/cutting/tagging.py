"""What every word may be: its clitics off, its entries in the codebook, and one tag.

A word is analysed once and remembered; reading a report is then a look-up a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from rasd.arabic.script import fold
from rasd.arabic.words import Cut, cuts
from rasd.codebook.book import Codebook, Form
from rasd.reading.cutting.watching import WATCHES, watched

# Closed classes of the language that the grammar tells apart, by tag.
_FUNCTION = {
    "p": "في من على إلى عن مع بين عند لدى ضد خلال بعد قبل منذ حتى إثر جراء بسبب نتيجة عقب داخل خارج قرب حول تحت فوق "
    "أمام وسط نحو صوب باتجاه بواسطة عبر أثناء بحق ضمن حيث حين عندما بعدما قبالة جنب وراء خلف سوى إلا فيه فيها عليه "
    "عليها منه إليه إليها لها له بها به لهم عليهم فيهم بهم عنها عنه لديه لديها ما لما مما فيما",
    "r": "الذي التي الذين اللذين اللتين اللذان اللواتي اللاتي",
    "b": "بينهم بينهن بينها بينهما منهم منها منهن منهما ضمنهم ضمنها أغلبهم معظمهم أغلبيتهم غالبيتهم جلهم",
    "i": "إن أن بأن إنه أنه إنها أنها إنهم أنهم بأنه بأنها بأنهم إنهما أنهما لأن كأن وإن",
    "o": "آخرون آخرين آخر آخران أخرى أخريان أخريين اخرين الآخرين الباقي",
    "k": "كما فيما بينما لكن لكنه لكنها غير أما لكنهم ثم أو أم بل إذ",
}
FUNCTION = {fold(word): tag for tag, words in _FUNCTION.items() for word in words.split()}


_VAGUE = (
    "عدد اعداد بعض عده المزيد العديد كثير الكثير مجموعه سلسله عشرات ميات الاف العشرات الميات "
    "الالاف عددا غالبيه اغلبيه معظم بضعه بضع كميات كميه جميع اكثر كل طاقم ارتال رتل رتلا"
)
#: Function words that a noun folds like: «آلية», «إليه»; «أم», the mother and the «or».
LIKE_NOUNS = ("اليه", "واليه", "فاليه", "ام")
#: Words that count without a numeral, and so never name a place.
QUANTIFIERS = {**dict.fromkeys(_VAGUE.split(), "vague"), "احد": "one", "احدي": "one"}
#: «أبو فلان»: the name a fighter goes by.
KUNYA = frozenset(("ابو", "ابي", "ابا"))


class Word:
    """One word form as reading sees it.

    ``tag``: ``v`` verb of action, ``n`` verbal noun or event, ``q`` noun that names those affected,
    ``c`` noun of a class, ``s`` verb of speaking, ``y`` its participle, the function tags
    ``p r b i o k``, ``u`` unreal, ``x`` negation, ``g`` head of a group, ``w`` anything else.
    ``names``: what the word may be the first word of, as ``(key, letters stripped)``. ``group``,
    ``quantifier`` and ``place``: the head of a group, the word that counts and the level of place
    that it is under its clitics (``place_inside``: with the article at most). ``loses``: how it tells of
    losses. ``plain``: none of all that, so that nothing need be asked of it. ``watched``: the
    numbers of the watches that it is of.
    """

    __slots__ = (
        "act",
        "article",
        "carrier",
        "cls",
        "conj",
        "form",
        "group",
        "loses",
        "means",
        "names",
        "opens",
        "place",
        "place_inside",
        "plain",
        "prep",
        "pron",
        "quantifier",
        "say",
        "siding",
        "simple",
        "stem",
        "tag",
        "watched",
    )

    def __init__(self, form: str) -> None:
        self.form = form
        self.stem = form
        self.conj = ""
        self.prep = ""
        self.article = False
        self.pron = ""
        self.act: tuple[Form, ...] = ()
        self.cls: tuple[Form, ...] = ()
        self.say: Form | None = None
        self.tag = "w"
        self.carrier = ""
        self.loses = ""
        self.means = ""
        self.opens = False
        self.group = ""
        self.quantifier = ""
        self.place = ""
        self.place_inside = ""
        self.plain = False
        self.siding = False
        self.names: tuple[tuple[str, int], ...] = ()
        self.watched: tuple[int, ...] = ()
        #: The kind of chunk that it is by itself wherever it stands; the chunker finds out.
        self.simple: str | None = None


class Lexicon(dict[str, Word]):
    """folded form → :class:`Word`, filled as forms are first met."""

    def __init__(self, book: Codebook, name_heads: dict[str, int]) -> None:
        super().__init__()
        self.book = book
        self.name_heads = name_heads
        #: «شقيقه», folded like «شقيقة».
        kin = {f"{man}ه" for man in book.word_classes.kin if man in book.classes} & book.word_classes.kin
        self.his_kin = frozenset(conj + his for conj in ("", "و", "ف", "ب", "ل") for his in kin)
        self.watches = 0

    def look_up(self, forms: Iterable[str]) -> list[Word]:
        """The words of a text."""
        if self.watches != len(WATCHES):  # a module loaded since watches for more
            self.clear()
            self.watches = len(WATCHES)
        return list(map(self.__getitem__, forms))

    def __missing__(self, form: str) -> Word:
        return self._keep(form, _analyse(form, self.book))

    def spelled(self, form: str) -> Word:
        """The word of a form that only folds like a function word: «آلية» is not «إليه»."""
        key = form + "\u0653"
        return self[key] if key in self else self._keep(key, _analyse(form, self.book, function=False))

    def his(self, form: str) -> Word:
        """The word of a form that ends in «ه», where its folded form reads like the feminine: «شقيقه»، «والده»."""
        key = form + "\u0654"
        if key in self:
            return self[key]
        word = _analyse(form[:-1], self.book)
        word.form, word.pron = form, "ه"
        return self._keep(key, word)

    def _keep(self, form: str, word: Word) -> Word:
        word.names = tuple(_name_keys(word.form, self.name_heads))
        word.plain = word.tag == "w" and not (
            word.names or word.opens or word.group or word.quantifier or word.place or word.cls or word.form in KUNYA
        )
        word.watched = watched(word, self.book)
        if len(self) > 300_000:  # a long batch must not grow without end
            self.clear()
        self[form] = word
        return word


def _name_keys(form: str, heads: dict[str, int]) -> list[tuple[str, int]]:
    """The first words of names that a form may be, clitics stripped, the least stripped first."""
    keys: list[tuple[str, int]] = []
    if not form or not "\u0600" <= form[0] <= "\u06ff":
        return [(form, 0)] if form in heads else keys
    for strip in (0, 1, 2):
        rest = form[strip:]
        if strip and form[strip - 1] not in ("وفبلك" if strip == 1 else "بلك"):
            break
        if len(rest) < 2:
            break
        if rest in heads:
            keys.append((rest, strip))
        if rest.startswith("لل") and len(rest) > 3:
            for base in ("ال" + rest[2:], "ال" + rest[1:]):
                if base in heads:
                    keys.append((base, strip))
    return keys


def _analyse(form: str, book: Codebook, function: bool = True) -> Word:
    word = Word(form)
    bare = form[1:] if len(form) > 2 and form[0] in "وف" else form
    for candidate, conj in ((form, ""), (bare, form[0] if bare is not form else ""), (bare[1:], "")):
        if candidate == bare[1:] and (bare[:1] not in "بل" or candidate not in book.unreal or len(candidate) < 3):
            continue
        tag = _function(candidate, book) if function else ""
        if tag:
            word.tag, word.stem, word.conj = tag, candidate, conj
            break
    for cut in cuts(form):
        if _fill(word, cut, book):
            break
    else:
        _mend(word, book)
    _mark(word, book)
    return word


def _mark(word: Word, book: Codebook) -> None:
    """What the word does for an event beside it: carries it, or tells its means."""
    for cut in cuts(word.form):
        if cut.article or (cut.preposition in ("ب", "ك") and cut.stem != "تعرض"):
            continue  # «أفاد بتعرض البلدة لقصف»
        word.loses = word.loses or book.losing.get(cut.stem, "")
        role = book.carriers.get(cut.stem)
        if role and cut.preposition == "س" and word.tag == "w":
            word.tag = "u"  # «سيشن هجوما»
        if role:
            word.carrier = role
            word.pron = word.pron or cut.pronoun
            break
    bare = word.form[1:] if word.form[:1] in "وفبل" else word.form
    lost = word.form.lstrip("وفبل").removeprefix("ال").startswith(("خساير", "خسارت"))
    word.loses = word.loses or ("losses" if lost else "")
    word.opens = bool(word.loses) or word.form in book.phrases or bare in book.phrases or word.stem in book.phrases
    word.group = _group(word.form, book)
    theirs = _theirs(word.group, book)
    if word.group and word.pron == "ه" and not theirs:
        word.pron = ""  # «مدفعية النظام»: the ending of the word itself
    word.pron = word.pron or theirs
    word.quantifier = _quantifier(word.form)
    word.siding = word.form.removeprefix("ال") in book.siding
    word.place_inside = _place(word.form, book.place_heads)
    word.place = word.place_inside or _dressed_place(word.form, book.place_heads)
    dressed = word.form.lstrip("وف") if word.form[:2] in ("ول", "فل") else word.form
    bare = word.form[1:] if word.form[:1] in "وفبل" else word.form
    for form in (
        word.form,
        bare,
        "ال" + dressed[2:] if dressed[:2] == "لل" else "",
        bare.removeprefix("ال") if word.form[:1] not in "وف" else "",  # «بالرشاشات والقذائف» is no shelling
        dressed[2:] if dressed[:2] == "لل" else "",
    ):
        if form in book.means:
            word.means = book.means[form]
            break


def _group(form: str, book: Codebook) -> str:
    """The head of a group that a form is under its clitics («وللقوات» → «للقوات»), or nothing."""
    for strip in (0, 1, 2):
        rest = form[strip:]
        if (strip and form[strip - 1] not in "وفبلك") or len(rest) < 3:
            return ""
        if rest in book.groups_named or rest in book.groups_described:
            return rest
        if rest.startswith("لل") and ("ال" + rest[2:] in book.groups_described or "ال" + rest[2:] in book.groups_named):
            return rest
        if _theirs(rest, book):
            return rest
    return ""


def _theirs(form: str, book: Codebook) -> str:
    """«قواته»، «دفاعاتنا»: the pronoun that says whose a group is, or nothing."""
    for pronoun in ("ه", "ها", "هم", "نا", "كم"):
        bare = form.removesuffix(pronoun)
        if bare != form and bare.endswith("ات") and (bare in book.groups_named or bare in book.groups_described):
            return pronoun
    return ""


def _quantifier(form: str) -> str:
    """The word that counts that a form is under its clitics, or nothing."""
    bare = form
    for _ in range(2):
        if bare in QUANTIFIERS or len(bare) < 4 or bare[0] not in "وفبل":
            break
        bare = bare[1:]
    return bare if bare in QUANTIFIERS else ""


def _place(form: str, heads: dict[str, str]) -> str:
    return heads.get(form) or (heads.get(form[2:], "") if form.startswith("ال") and len(form) > 4 else "")


def _dressed_place(form: str, heads: dict[str, str]) -> str:
    """The level of place that a form opens under its conjunction and preposition."""
    if len(form) <= 3:
        return ""
    for cut in (1, 2):
        if form[cut - 1] not in ("وفبل" if cut == 1 else "بل"):
            return ""
        rest = form[cut:]
        level = _place(rest, heads)
        if not level and rest.startswith("ل"):  # «للعاصمة»
            level = heads.get(rest[1:]) or heads.get("ال" + rest[1:], "")
        if level:
            return level
    return ""


def _mend(word: Word, book: Codebook) -> None:
    """«استخدامت» for «استخدمت»: a verbal noun with a verb's ending is a slip for the verb."""
    form = word.form
    if word.tag != "w" or not form.endswith("ت") or len(form) < 6:
        return
    noun = next((f for f in book.actions.get(form[:-1], ()) if f.lexeme.kind == "noun"), None)
    if noun is not None:
        verb = noun.lexeme._replace(kind="verb", voice="act", of="")
        word.act, word.tag = (Form(verb, "s", "past"),), "v"


def _function(form: str, book: Codebook) -> str:
    if form in FUNCTION:
        return FUNCTION[form]
    if form in book.negation:
        return "x"
    if form in book.unreal:
        return "u"
    return ""


def _fill(word: Word, cut: Cut, book: Codebook) -> bool:
    """Take a cut if the codebook knows its stem in that dress."""
    verbal = not cut.article and cut.preposition in ("", "س", "ل")
    nominal = cut.preposition != "س"
    act = tuple(
        f
        for f in book.actions.get(cut.stem, ())
        if (verbal if f.lexeme.kind == "verb" else nominal)
        and not (cut.pronoun and f.tense and (f.lexeme.prep or (f.number == "p" and not _they(cut))))
        and not ((cut.article or cut.pronoun) and _with_tanwin(f, cut))  # no «الـ» and no pronoun beside a tanwin
        and not (cut.pronoun == "ه" and f.number == "c")  # «قتالية», not «his two fights»
    )
    cls = tuple(book.classes.get(cut.stem, ())) if nominal and cut.pronoun not in ("ي", "ني") else ()
    if cut.pronoun == "ه":  # «مجموعات مسلحة»: an adjective, not «his gunman»
        cls = tuple(f for f in cls if "party" not in f.lexeme.flags)
    if cut.pronoun:  # «والداه» are his two parents: no tanwin before a pronoun
        cls = tuple(f._replace(number="d") if f.number == "s" and cut.stem == f.lexeme.lemma + "ا" else f for f in cls)
    says = book.sayings.get(cut.stem, ())
    say = next((f for f in says if not cut.article and (f.lexeme.kind == "saying" or verbal)), None)
    if cut.pronoun and cut.stem.startswith("ال") and len(cut.stem) <= 5:
        say = None  # «الفتاة» is no «ألفتا»
    if cut.stem != word.form and cut.pronoun and say and not act and not cls and cut.pronoun in ("ي", "ك", "نا"):
        say = None
    if not (act or cls or say):
        return False
    if word.tag != "w":  # a function word that is also an entry keeps its function; entries are kept beside it
        if word.tag in "pbiokr" or word.tag == "x":
            return True
        word.act, word.cls, word.say = act, cls, say
    else:
        word.act, word.cls, word.say = act, cls, say
        word.tag = _tag(act, cls, say)
    word.stem, word.conj, word.prep = cut.stem, cut.conjunction, cut.preposition
    word.article, word.pron = cut.article, cut.pronoun
    return True


def _with_tanwin(form: Form, cut: Cut) -> bool:
    """«قتلا» as an accusative noun, which the dual «قتلاه» is not."""
    return form.number == "s" and not form.tense and cut.stem == form.lexeme.lemma + "ا"


def _they(cut: Cut) -> bool:
    """«قتلوهم»، «دمروه»: a plural with its object attached."""
    return cut.stem.endswith("وا") and cut.pronoun in ("ه", "ها", "هم", "هما", "هن")


def _tag(act: tuple[Form, ...], cls: tuple[Form, ...], say: Form | None) -> str:
    if act:
        kind = act[0].lexeme.kind
        return {"verb": "v", "noun": "n", "result": "q"}[kind]
    if say:
        return "s" if say.lexeme.kind == "say" else "y"
    return "c" if cls else "w"
