"""Words by which a passage shows what it is about: fields other than war, and signs of war."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from rasd.arabic.words import cuts, tokenise

#: Short words cut off before a particle would be anything: «و» off «وهم», «ب» off «بدر».
_SHORT = 3


class FieldWords:
    """The words of some fields, found under their clitics; several words side by side are one phrase.

    A single word given with its article is meant only with it: «الدوري» is a league, «بشكل دوري» is not.

    >>> words = FieldWords({"causes": ["زلزال", "حادث سير"], "games": ["مباراة"]})
    >>> from rasd.arabic.words import tokenise
    >>> forms = tokenise("قتلوا في حادث السير وبالزلزال").forms
    >>> [sorted(words.at(forms, t)) for t in range(len(forms))]
    [[], [], ['causes'], [], ['causes']]
    """

    def __init__(self, fields: Mapping[str, Iterable[str]]) -> None:
        self.single: dict[str, set[str]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for field, entries in fields.items():
            for entry in entries:
                first, *rest = tokenise(entry).forms
                if rest:
                    bare = tuple(word.removeprefix("ال") for word in rest)
                    self.phrases.setdefault(first, []).append((bare, field))
                else:
                    self.single.setdefault(first, set()).add(field)

    def opens(self, form: str) -> bool:
        """Whether a word, or a phrase with it, may be of a field."""
        return any(stem in self.single or stem in self.phrases for stem in _stems(form))

    def at(self, forms: list[str], t: int) -> set[str]:
        """The fields of the word or phrase that begins at a token."""
        found: set[str] = set()
        for stem in _stems(forms[t]):
            found |= self.single.get(stem, set())
            for rest, field in self.phrases.get(stem, ()):
                after = tuple(form.removeprefix("ال") for form in forms[t + 1 : t + 1 + len(rest)])
                if after == rest:
                    found.add(field)
        return found


@functools.lru_cache(maxsize=50_000)
def _stems(form: str) -> frozenset[str]:
    """The word itself and what is left of it without particles, with its article and without."""
    found = {form}
    for cut in cuts(form):
        if len(cut.stem) >= _SHORT and not cut.pronoun:
            found.add(cut.stem)
            if cut.article:
                found.add("ال" + cut.stem)
    return frozenset(found)
