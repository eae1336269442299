"""The immutable bundle of knowledge that reading uses: codebook, gazetteer, and what is derived from them."""

from __future__ import annotations

import functools
import hashlib

from rasd.codebook import book, gazetteer, shelf
from rasd.codebook.book import Codebook
from rasd.codebook.gazetteer import Gazetteer
from rasd.codebook.shelf import Shelf
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.tagging import Lexicon


class Knowledge:
    """Codebook and gazetteers with the hash that goes into every claim."""

    def __init__(self, codebook: Codebook, places: Gazetteer, added: Shelf | None = None) -> None:
        self.codebook = codebook
        self.gazetteer = places
        self.shelf = added or Shelf()
        self.names = Names(codebook, places, self.shelf)
        self.lexicon = Lexicon(codebook, self.names.heads)
        digest = hashlib.sha256((codebook.version + places.version + self.shelf.version).encode())
        self.version = "k-" + digest.hexdigest()[:16]


@functools.cache
def default() -> Knowledge:
    """The knowledge that the package carries, and the gazetteers that the user has added."""
    return Knowledge(book.load(), gazetteer.load(), shelf.load())
