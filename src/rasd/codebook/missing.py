"""Who is named in the claims of some reports but not in the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rasd.arabic.words import tokenise
from rasd.codebook.book import load
from rasd.codebook.naming import is_description
from rasd.model import Claim, Party, Speaker

#: Nouns of the grammar of hearsay: a source that stays unnamed, or one named before («المصدر», «البيان»).


def missing(claims: Iterable[Claim]) -> list[tuple[str, str, int]]:
    """The named agents, patients and speakers without an id, as ``(name, role, count)``, the commonest first.

    Descriptions («مسلحون», «مصدر أمني») are no names. Spellings that differ in letter variants
    only are counted together under the commonest of them.
    """
    counts: Counter[tuple[str, str]] = Counter()
    spellings: dict[tuple[str, str], Counter[str]] = {}
    for name, role in (found for claim in claims for found in _unknown(claim)):
        key = " ".join(tokenise(name).forms), role
        counts[key] += 1
        spellings.setdefault(key, Counter())[name] += 1
    rows = [(_commonest(spellings[key]), key[1], number) for key, number in counts.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _unknown(claim: Claim) -> Iterator[tuple[str, str]]:
    for role, party in (("agent", claim.agent), ("patient", claim.patient)):
        if party is not None and _is_unknown_party(party):
            yield party.text, role
    for link in claim.attribution:
        for speaker in _single(link.speaker):
            if speaker.id is None and not is_description(load(), speaker.text):
                yield speaker.text, "speaker"


def _single(speaker: Speaker | None) -> tuple[Speaker, ...]:
    if speaker is None:
        return ()
    return speaker.parts or (speaker,)


def _is_unknown_party(party: Party) -> bool:
    return party.id is None and party.basis != "description" and not is_description(load(), party.text)
