"""A verb with its object attached: «قتلوهم»، «وأعدموهما»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk
from rasd.reading.drafts import Draft
from rasd.reading.scene import Scene


def who_did_it_before(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«خطف مسلحون مدنيين وأعدموهم»: a plural or dual with its object attached goes on with the doer told before."""
    word = scene.chunks[k].word
    if word is None or not word.pron or not word.conj or not word.stem.endswith(("وا", "ا")):
        return None
    told = [d for d in scene.drafts if d.at < draft.at and d.agent is not None and d.segment is draft.segment]
    return told[-1].agent if told else None
