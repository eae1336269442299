"""Nouns that are of a class only together with what follows them: «وحدة سكنية»، «برج مراقبة»، «قطعة سلاح»."""

from __future__ import annotations

from rasd.arabic.words import Cut, cuts
from rasd.codebook.book import Codebook, Form, Phrase
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.tagging import Word
from rasd.reading.cutting.watching import Watch

#: A word of a phrase may have an ending of gender or number more.
_ENDING = 4


def _cut(form: str, book: Codebook) -> Cut | None:
    """The word without its clitics, if phrases of a class begin with it."""
    return next((cut for cut in cuts(form) if not cut.pronoun and cut.stem in book.class_phrases), None)


_HEADS = Watch(lambda word, book: word.tag == "w" and not word.cls and _cut(word.form, book) is not None)


def class_the_heads(text: Text, book: Codebook) -> None:
    """Give the head of a phrase its class where the whole phrase stands."""
    for i in text.at(_HEADS):
        cut = _cut(text.words[i].form, book)
        phrase = _phrase(text, i, book.class_phrases[cut.stem]) if cut else None
        if cut is not None and phrase is not None and not _does(text, i, i + 1 + len(phrase.rest)):
            text.words[i] = _headed(text.words[i], cut, phrase)


def _phrase(text: Text, i: int, phrases: list[Phrase]) -> Phrase | None:
    for phrase in phrases:
        after = [f.removeprefix("ال") for f in text.forms[i + 1 : i + 1 + len(phrase.rest)]]
        pairs = zip(after, phrase.rest, strict=False)
        if len(after) == len(phrase.rest) and all(_fits(have, root) for have, root in pairs):
            return phrase
    return None


def _does(text: Text, first: int, last: int) -> bool:
    """«منظومة الدفاع الجوي أسقطت …»: a definite phrase beside a verb may be who acts, no thing that is counted."""
    if not text.forms[last - 1].startswith("ال"):
        return False
    beside = [text.words[t] for t in (first - 1, last) if 0 <= t < len(text.words)]
    return any(word.tag == "v" for word in beside)


def _fits(have: str, root: str) -> bool:
    return have.startswith(root) and len(have) <= len(root) + _ENDING


def _headed(word: Word, cut: Cut, phrase: Phrase) -> Word:
    """The word as a noun of the phrase's class; what its form is elsewhere is the form's, not this token's."""
    headed = Word(word.form)
    headed.stem, headed.conj, headed.prep, headed.article = cut.stem, cut.conjunction, cut.preposition, cut.article
    headed.cls, headed.tag = (Form(phrase.lexeme, phrase.number),), "c"
    headed.names, headed.watched = word.names, word.watched
    return headed
