"""Who, to whom, where and when: the parts of a draft, from its own clause, its cause, the sentence, the context."""

from __future__ import annotations

import datetime

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import Names
from rasd.reading.dating.days import since, when
from rasd.reading.doing.adopting import adopted
from rasd.reading.parties.guards import guard
from rasd.reading.placing.jointplaces import joined
from rasd.reading.placing.places import where
from rasd.reading.placing.spreading import spread
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.mourning import mourned
from rasd.reading.scenes.scene import Context, Scene
from rasd.reading.scenes.voices import from_speaker
from rasd.reading.speaking.attribution import Segment
from rasd.reading.suffering.bridging import bridge
from rasd.reading.suffering.causes import Causes
from rasd.reading.suffering.fallen import across, both_sides_fell, fought
from rasd.reading.suffering.incidents import event_roles, followed
from rasd.reading.suffering.inherited import fights_on, from_context
from rasd.reading.suffering.victims import affected, shared_doer, shared_loser

__all__ = ["Context", "Roles"]


class Roles:
    """Fills the roles of the drafts of one sentence."""

    def __init__(
        self,
        text: Text,
        names: Names,
        chunks: list[Chunk],
        drafts: list[Draft],
        segments: list[Segment],
        context: Context,
        published: datetime.date | None,
    ) -> None:
        self.scene = Scene(text, names, chunks, drafts, segments, context, published)

    def fill(self) -> list[Draft]:
        """The drafts with their roles; bridges («استهدف») merged into the events they belong to."""
        scene = self.scene
        adopted(scene)
        bridge(scene)
        drafts = self._events()
        followed(scene, drafts)
        fights_on(scene, drafts)
        causes = Causes(scene, drafts)
        for draft in drafts:
            if not draft.violence:
                affected(scene, draft, causes)
                mourned(scene, draft)
        both_sides_fell(scene, drafts)
        across(scene, drafts)
        fought(scene, drafts)
        shared_loser(scene, drafts)
        shared_doer(scene, drafts)
        for draft in sorted(drafts, key=lambda d: not d.violence):  # events first: what they did follows them
            where(scene, draft)
            when(scene, draft)
            since(scene, draft)
            from_context(scene, draft)
            from_speaker(scene, draft)
            joined(scene, draft)
        followed(scene, drafts)  # once more, with the doers that the sentences before gave
        guard(drafts, scene.text)
        return drafts

    def _events(self) -> list[Draft]:
        """All drafts, the events with their roles and one for each of their places."""
        found: list[Draft] = []
        for draft in self.scene.drafts:
            if draft.violence:
                event_roles(self.scene, draft)
                found += spread(self.scene, draft)
            else:
                found.append(draft)
        return found
