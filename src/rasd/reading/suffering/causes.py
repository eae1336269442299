"""Which attack of a sentence harmed those of whom it tells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.otherdays import answered
from rasd.reading.scenes.scene import Scene

#: Between those harmed and the attack that harmed them.
_LINKS = frozenset("في اثر جراء بسبب نتيجه خلال عقب بعد عندما لدي الذي".split())


class Causes:
    """The attacks of a sentence in their order, for those harmed to find the one that did it."""

    def __init__(self, scene: Scene, drafts: list[Draft]) -> None:
        self.scene = scene
        self.events = sorted((d for d in drafts if d.violence), key=lambda d: scene.index[d.at])
        self.at = [scene.index[d.at] for d in self.events]

    def of(self, draft: Draft) -> Draft | None:
        """The attack of the same sentence that did it: the next after «في»، «إثر», else the one before."""
        k = self.scene.index.get(draft.at, 0)
        if (striker := self._as_subject(draft, k)) is not None:
            return striker
        before, after = bisect_left(self.at, k), bisect_right(self.at, k)
        if "labelled-count" in draft.rules and after < len(self.events) and self.events[after].at < draft.end - 1:
            return self.events[after]  # «حصيلة العدوان … إلى 17»
        while after < len(self.events) and self.events[after].at < draft.end - 1:
            if self._between(draft, k, self.at[after]):
                return self.events[after]
            after += 1
        following = self.events[after] if after < len(self.events) else None
        if following is not None and any(following is deed for _, _, deed in self.scene.deeds):
            following = None  # «قتل 6 كانوا وراء تفجير كذا»
        if following is not None and answered(self.scene.text, following):
            following = None
        if before and self._brought_about(k):
            return self.events[before - 1]
        if following is not None and self._linked(k, self.at[after]):
            return following
        if before:
            return self.events[before - 1]
        return None if following is not None and self._another_clause(k, self.at[after]) else following

    def _between(self, draft: Draft, k: int, j: int) -> bool:
        """«قتل في الهجوم خمسة جنود»: in what they fell, told between the verb and those who did."""
        chunk = draft.measure.chunk if draft.measure is not None else None
        if chunk is None or self.scene.chunks[k].kind != "V" or chunk.first < self.scene.chunks[j].last:
            return False
        return j - k <= 2 and (self.scene.word(j - 1) in _LINKS or self.scene.chunks[j].prep == "ب")

    def _as_subject(self, draft: Draft, k: int) -> Draft | None:
        """«قتلت غارة 4 أشخاص»، «أصاب القصف 3 مدنيين»: the attack that is the subject of the verb."""
        if draft.form is None or draft.form.lexeme.kind != "verb" or k + 1 >= len(self.scene.chunks):
            return None
        subject = self.scene.chunks[k + 1]
        if subject.kind != "N" or subject.prep or subject.conj or k + 1 not in self.at:
            return None
        measured = draft.measure is not None and draft.measure.chunk.first > subject.first
        return self.events[self.at.index(k + 1)] if measured else None

    def _another_clause(self, k: int, j: int) -> bool:
        """«أن الجيش قضى على 10، وأن مدنيين أصيبا بقذائف»: a second «وأن» begins what is told beside the first."""
        between = self.scene.chunks[k + 1 : j]
        forms = self.scene.text.forms
        return any(
            c.kind == "k"
            or (c.kind == "i" and forms[c.first].startswith("وا"))
            or (forms[c.first] == "حين" and forms[c.first - 1] == "في")
            for c in between
        )

    def _brought_about(self, k: int) -> bool:
        """«… وأسفر عن مقتل»، «ما أدى إلى إصابة»: the attack before did it."""
        near = self.scene.chunks[max(0, k - 3) : k]
        return any(c.word is not None and c.word.carrier == "caused" for c in near)

    def _linked(self, k: int, j: int) -> bool:
        if any(c.kind in "kS" for c in self.scene.chunks[k + 1 : j][-8:]) or self._another_clause(k, j):
            return False  # «… فيما قتل اثنان في تفجير»: another clause
        link = {self.scene.word(n) for n in range(max(k, j - 4), j)}
        return bool(link & _LINKS) or self.scene.chunks[j].prep == "ب"
