"""The part of the door to a ledger by which people decide: on claims, as second reviewers, and on pairs of claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rasd.ledger.connecting import Door
from rasd.ledger.deciding import Decided, decide, decisions
from rasd.ledger.judging import Judged, judge, judgements
from rasd.ledger.missed import add_missed
from rasd.ledger.seconding import Disagreement, awaiting, disagreements, second, settle
from rasd.model import Span


class Reviewing:
    """What people decide, on the ledger behind a door; :class:`~rasd.ledger.store.Ledger` is one."""

    door: Door

    def add_claim(self, original: int, evidence: Span, fields: Mapping[str, Any], **more: Any) -> str:
        """Add a claim that the reader missed (:func:`rasd.ledger.missed.add_missed`); its id."""
        return add_missed(self.door, original, evidence, fields, **more)

    def decide(
        self,
        claim: str,
        verdict: str,
        *,
        fields: Mapping[str, Any] | None = None,
        reason: str | None = None,
        **more: Any,
    ) -> int:
        """Accept, reject or correct a claim, or take the last decision back (:func:`rasd.ledger.deciding.decide`)."""
        return decide(self.door, claim, verdict, fields=fields, reason=reason, **more)

    def decisions(self, *, orphaned: bool = False) -> Iterator[Decided]:
        """The decisions that hold, or those that lost their claim."""
        with self.door.guarded():
            yield from decisions(self.door, orphaned)

    def second(self, claim: str, verdict: str, **more: Any) -> bool:
        """Say what a second reviewer holds of a claim; whether they agree (:func:`rasd.ledger.seconding.second`)."""
        return second(self.door, claim, verdict, **more)

    def settle(self, claim: str, verdict: str, **more: Any) -> int:
        """Decide, as a third person, where reviewers disagree (:func:`rasd.ledger.seconding.settle`)."""
        return settle(self.door, claim, verdict, **more)

    def disagreements(self) -> Iterator[Disagreement]:
        """The claims on which reviewers disagree, the latest first."""
        with self.door.guarded():
            yield from disagreements(self.door)

    def awaiting(self, by: str | None = None) -> Iterator[str]:
        """The ids of claims that wait for a second reviewer other than those who decided on them."""
        with self.door.guarded():
            yield from awaiting(self.door, by)

    def judge(self, a: str, b: str, verdict: str, *, reason: str | None = None, **more: Any) -> int:
        """Say that two claims speak of one incident or not, or take that back (:func:`rasd.ledger.judging.judge`)."""
        return judge(self.door, a, b, verdict, reason=reason, **more)

    def judgements(self, *, orphaned: bool = False) -> Iterator[Judged]:
        """What people hold of pairs of claims, or what of that lost a claim."""
        with self.door.guarded():
            yield from judgements(self.door, orphaned)
