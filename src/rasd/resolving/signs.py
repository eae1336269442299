"""Words that tell by themselves where a report plays: names of one place, adjectives of nations."""

from __future__ import annotations

from rasd.codebook.book import Codebook
from rasd.codebook.gazetteer import Entry, Gazetteer

_SHORTEST = 4
_CLITICS = ("و", "ب", "ل")

#: A sure name's place, the country of an adjective, or nothing.
Sign = Entry | str | None


class Signs(dict[str, Sign]):
    """folded word → what it tells, filled as words are first met."""

    def __init__(self, gazetteer: Gazetteer, book: Codebook) -> None:
        super().__init__()
        self._names = _sure_names(gazetteer)
        self._nations = _nations(book)

    def __missing__(self, form: str) -> Sign:
        found: Sign = self._names.get(form)
        if found is None and form[:1] in _CLITICS and len(form) > _SHORTEST:
            found = self._names.get(form[1:])
        if found is None:
            found = self._nations.get(form)
        if len(self) > 300_000:  # a long batch must not grow without end
            self.clear()
        self[form] = found
        return found


def _sure_names(gazetteer: Gazetteer) -> dict[str, Entry]:
    """The names of one word that mean one place in one country and nothing else."""
    return {
        name: entries[0]
        for name, entries in gazetteer.by_name.items()
        if len(name) >= _SHORTEST
        and " " not in name
        and name not in gazetteer.ambiguous_words
        and name not in gazetteer.without_article
        and entries[0].kind != "neighbourhood"
        and (len(entries) == 1 or len({e.country for e in entries}) == 1)
    }


def _nations(book: Codebook) -> dict[str, str]:
    """The adjectives of nations, as they stand after a noun («السوري»، «السورية»)."""
    found: dict[str, str] = {}
    for name, actors in book.context_aliases.items():
        country = next((a.country for a in actors if a.kind == "state" and a.country and not a.metonym), None)
        if country and " " not in name:
            found.update({"ال" + name: country, "ال" + name + "ه": country})
    return found
