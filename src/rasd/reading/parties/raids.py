"""Storming: a raid when forces of a state do it, an attack when fighters do."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.scenes.drafts import Draft


def stormed(draft: Draft, drafts: list[Draft], text: Text) -> None:
    """«اقتحم» by forces of a state, or by settlers, is a raid; by fighters, an attack."""
    if draft.form is None or "raid" not in draft.form.lexeme.flags or draft.action != "attack":
        return
    if draft.agent is not None:
        draft.action = "raid" if _of_a_state(draft.agent, text) else draft.action
        return
    if draft.rules[0] != "event-noun":
        return  # «لدى محاولتهم اقتحام القرية»
    sides = (c for d in drafts if d.action == "clash" for c in (d.agent, d.patient) if c is not None)
    forces = next((c for c in sides if _of_a_state(c, text)), None)
    if forces is None and draft.at and text.forms[draft.at - 1] in ("خلال", "اثناء", "عقب"):
        doers = (d.agent for d in drafts if d.agent is not None and d.sentence == draft.sentence)
        forces = next((c for c in doers if _of_a_state(c, text)), None)  # «قتلت القوات شابا خلال اقتحام البلدة»
    if forces is not None:  # «اشتباكات مع قوات الاحتلال خلال اقتحام المخيم»
        draft.action, draft.agent = "raid", forces


def _of_a_state(party: Chunk, text: Text) -> bool:
    kinds = {a.kind for a in party.actors[:1]}
    words = {f.removeprefix("ال") for f in text.forms[party.first : party.last]}
    return bool(kinds & _STATE or words & _OCCUPIERS or words & text.classes.regular)


_STATE = frozenset("army force police intelligence state government".split())
_OCCUPIERS = frozenset(("مستوطنين", "مستوطنون", "احتلال"))
