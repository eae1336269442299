"""Fixed wordings of the codebook as chunks: «إطلاق النار»، «أطلق مسلحون النار على»، «إطلاق الحركة للصواريخ»."""

from __future__ import annotations

from rasd.codebook.book import Form, Phrase
from rasd.reading.cutting.chunks import INSIDE, Chunk
from rasd.reading.cutting.naming import NameChunks

#: Words too common to stand for a phrase across a gap.
_LOOSE = frozenset("ب في على علي من".split())
#: A verbal noun may have its doer inside («إطلاق مسلحين النار»), and whom it hit («إطلاق النار عليه»).
_FIRING = ("اطلاق", "فتح")
_AT_HIM = frozenset("عليه عليها عليهم عليهما".split())
#: So many words may stand inside a phrase that a verb opens, or a verbal noun.
_VERBS_REACH, _NOUNS_REACH = 7, 5


class Wordings(NameChunks):
    """Fixed wordings, whole or with their subject inside."""

    def _action_phrase(self, i: int, last: int) -> Chunk | None:
        text = self.text
        word = text.words[i]
        form = word.form
        for key in (
            form,
            word.stem if not word.article else "",
            form[1:] if form[:1] in "وفبل" else "",
            "ال" + word.stem if word.article else "",
        ):
            for phrase in self.book.phrases.get(key, ()) if key else ():
                end = self._phrase_end(i + 1, last, phrase) or self._apart(i + 1, last, phrase)
                if end:
                    chunk = Chunk("V" if phrase.lexeme.kind == "verb" else "N", i, end, word)
                    chunk.conj = key != form and form[0] in "وف"
                    if key == form[1:] and form[0] in "بل":
                        chunk.prep = form[0]
                    chunk.form = Form(phrase.lexeme, "s", "past" if phrase.lexeme.kind == "verb" else "")
                    return chunk
        return None

    def _apart(self, j: int, last: int, phrase: Phrase) -> int:
        """«أطلق مسلحون النار على …»: the subject stands inside the phrase; its later words are silenced."""
        noun = phrase.lexeme.kind == "noun"
        if phrase.rest[0] in _LOOSE or (noun and not _fires(phrase)):
            return 0
        forms = self.text.forms
        size = len(phrase.rest)
        for t in range(j + 1, min(j + (_NOUNS_REACH if noun else _VERBS_REACH), last - size + 1)):
            if self._parts(t, noun):
                return 0
            whole = tuple(forms[t : t + size]) == phrase.rest
            if whole or (noun and size == 1 and forms[t] in ("ل" + phrase.rest[0], "لل" + phrase.rest[0])):
                self.silenced.update(range(t, t + size))
                return j
        return 0

    def _parts(self, t: int, noun: bool) -> bool:
        """Whether the word at ``t`` ends the gap inside a phrase."""
        word = self.text.words[t]
        if self.text.kinds[t] == "p" and word.form not in INSIDE:
            return True
        return word.tag in "vsik" or (noun and word.tag in "np" and word.form not in _AT_HIM)

    def _phrase_end(self, j: int, last: int, phrase: Phrase) -> int:
        forms = self.text.forms
        for want in phrase.rest:
            if j >= last:
                return 0
            have = forms[j]
            if (
                have != want
                and have not in ("ل" + want, "ال" + want)
                and not (want.startswith("ال") and have == "ل" + want[1:])
            ):
                return 0
            j += 1
        return j


def _fires(phrase: Phrase) -> bool:
    """«إطلاق النار»، «إطلاق صواريخ»: what is fired at the end of the phrase, whatever stands before it."""
    lexeme = phrase.lexeme
    return "violence" in lexeme.flags and lexeme.lemma.startswith(_FIRING) and phrase.rest[-1] not in _LOOSE
