"""Who cannot have done it, or suffered it: a doer that is not said is better than one that is made up."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft
from rasd.reading.families import PERSON_ACTIONS
from rasd.reading.scene import bare
from rasd.reading.speakers import OFFICES

#: Bodies that tell of violence or help its victims.
_HARMLESS = frozenset(("un", "ngo", "monitor", "agency", "outlet", "rescue"))
_HARMLESS_HEADS = frozenset("بعثه منظمه لجنه مفوضيه منسق منسقه شبكه قناه صحيفه مرصد هلال صليب مستشفي مشفي".split())
_LOCAL = OFFICES | {"شرط", "مدين", "محافظ", "ولاي", "بلدي"}
_SPEAKING = OFFICES | {"منسق"}
#: Whom an office may be the place of: «مقتل مراسل القناة».
_OFFICERS = frozenset(("person.journalist", "person.official", "person.combatant"))
_CARE = frozenset(("released", "deployed"))


def guard(drafts: list[Draft], text: Text) -> None:
    """Take off doers that can have done nothing of the kind, and speakers by office as targets of a strike."""
    for draft in drafts:
        if draft.agent is not None and draft.action not in _CARE and _harmless(draft.agent, text):
            draft.agent = None
            draft.rules = [rule for rule in draft.rules if not rule.startswith("agent-")]
        befallen = draft.action in PERSON_ACTIONS and draft.code in _OFFICERS
        if draft.patient is not None and not befallen and _office(draft.patient, text):
            draft.patient = None
        if draft.agent is not None and draft.patient is not None and not draft.violence:
            draft.patient = draft.patient if draft.agent.first != draft.patient.first else None


def _harmless(chunk: Chunk, text: Text) -> bool:
    if chunk.actors and not all(a.kind in _HARMLESS for a in chunk.actors):
        before = text.forms[chunk.first - 1] if chunk.first else ""
        return chunk.last == chunk.first + 1 and bare(before).removesuffix("ه") in _LOCAL  # «شرطة كابول»
    return bool(chunk.actors) or bare(text.forms[chunk.first]) in _HARMLESS_HEADS


def _office(chunk: Chunk, text: Text) -> bool:
    """«منسقة الأمم المتحدة»: who speaks of a strike was not struck by it."""
    return chunk.kind == "A" and bare(text.forms[chunk.first]).removesuffix("ه") in _SPEAKING
