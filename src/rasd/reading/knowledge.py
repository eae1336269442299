"""The immutable bundle of knowledge that reading uses: codebook, gazetteer, and what is derived from them."""

from __future__ import annotations

import functools
import hashlib

from rasd.codebook import book, gazetteer
from rasd.codebook.book import Codebook
from rasd.codebook.gazetteer import Gazetteer
from rasd.reading.names import Names
from rasd.reading.tagging import Lexicon


class Knowledge:
    """Codebook and gazetteer with the hash that goes into every claim."""

    def __init__(self, codebook: Codebook, places: Gazetteer) -> None:
        self.codebook = codebook
        self.gazetteer = places
        self.names = Names(codebook, places)
        self._lexicon = Lexicon(codebook, self.names.heads)
        digest = hashlib.sha256(codebook.version.encode())
        for name in sorted(places.by_name):
            digest.update(name.encode() + b"\0")
        self.version = "k-" + digest.hexdigest()[:16]

    @property
    def lexicon(self) -> Lexicon:
        """Every word form as reading sees it."""
        return self._lexicon.current()


@functools.cache
def default() -> Knowledge:
    """The knowledge that the package carries."""
    return Knowledge(book.load(), gazetteer.load())
