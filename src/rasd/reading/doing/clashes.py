"""The two sides of a clash: «بين كذا وكذا», «مع كذا», the subjects of an exchange of fire."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.antecedents import named_before
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: «بينهما»، «بين الجانبين»: the two parties told of before.
_BOTH = frozenset("بينهما جانبين جانبان طرفين طرفان الجانبين الجانبان الطرفين الطرفان فريقين".split())


def sides(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """«اشتباكات بين كذا وكذا»: the first named is put as agent, the second as patient."""
    end = _reach(scene, k, end)
    if any(_BOTH & {scene.word(j), scene.word(j).lstrip("ال")} for j in range(k + 1, min(end, k + 4))):
        _the_two(scene, draft, k)
        return
    between = next((j for j in range(k + 1, min(end, k + 12)) if scene.word(j) in ("بين", "مابين")), -1)
    if between < 0:
        against = next((j for j in range(k + 1, min(end, k + 8)) if scene.word(j) in ("مع", "ضد")), -1)
        if against >= 0:
            draft.patient = scene.actor_at(against + 1, end)
            draft.agent = draft.agent or _theirs(scene, k)
        elif scene.chunks[k].kind == "V":
            _exchanging(scene, draft, k)
        elif k > 2 and _fights(scene.chunks[k - 3]):
            _exchanging(scene, draft, k - 3)  # «يخوض التبو والطوارق معارك»
        return
    _no_place(scene, between, end)
    first = scene.actor_at(between + 1, end) or _described(scene, between + 1, end)
    if first is None:
        return
    draft.agent = first
    side = next((j for j in range(between, min(end, between + 12)) if scene.word(j) == "جهه"), -1)
    draft.patient = scene.actor_at(side + 1, end) if side > 0 else _second_side(scene, first, end)
    if draft.patient is None and _several(scene, first):
        draft.patient = first  # «اشتباكات بين جماعات مسلحة»


def _theirs(scene: Scene, k: int) -> Chunk | None:
    """«معاركهم ضد كذا»: the pronoun of the noun means the party named before."""
    noun = scene.chunks[k]
    theirs = noun.kind == "N" and noun.word is not None and noun.word.pron in ("هم", "ها", "ه")
    return named_before(scene, noun) if theirs else None


def _no_place(scene: Scene, between: int, end: int) -> None:
    """«بين المسيرية والنوبة في ولاية كذا»: after a party, و joins the other one, though a place is called the same."""
    j = between + 2
    if j >= min(end, len(scene.chunks)) or scene.chunks[j - 1].kind != "A":
        return
    other = scene.chunks[j]
    if other.kind == "L" and other.conj and other.last == other.first + 1 and j in scene.places:
        other.kind, other.party = "A", True
        scene.places.remove(j)


def _described(scene: Scene, j: int, end: int) -> Chunk | None:
    """«بين عناصر مسلحة»: people whom only an adjective puts on a side."""
    chunk = scene.chunks[j] if j < min(end, len(scene.chunks)) else None
    return chunk if chunk is not None and chunk.kind == "G" and scene.partisan(chunk) else None


def _the_two(scene: Scene, draft: Draft, k: int) -> None:
    """«في اشتباكات بينهما»، «بين الجانبين»: the parties named last in the sentence, else those who fought before."""
    named: list[Chunk] = []
    for j in range(k - 1, max(-1, k - 30), -1):
        chunk = scene.chunks[j]
        who = scene.whose(chunk) if chunk.first not in scene.spoken and not (chunk.kind == "A" and chunk.prep) else None
        if who is not None and not scene.tells(who) and not any(scene.one(who, other) for other in named):
            named.append(who)
        if len(named) == 2:
            named = named if _struck_by(scene, draft, *named) else named[::-1]
            draft.agent, draft.patient = named
            return
    before = scene.context.fight or scene.context.event
    if before is not None and before.agent is not None and before.patient is not None:
        draft.agent, draft.patient = before.agent, before.patient


def _struck_by(scene: Scene, draft: Draft, last: Chunk, first: Chunk) -> bool:
    """«قتل المتشددون عندما قصفهم الجيش، حيث يتبادل الجانبان النار»: who struck the other one is put first."""
    told = [d for d in scene.drafts if d.violence and d.at < draft.at and d.agent is not None]
    return bool(told) and told[-1].agent is last and told[-1].agent is not first


def _several(scene: Scene, party: Chunk) -> bool:
    """«جماعات مسلحة»، «الميليشيات»، «فصائل»: a plural after which nobody else is named fights among itself."""
    start = scene.index[party.first]
    for chunk in scene.chunks[start + 1 : start + 7]:
        if chunk.kind in "p,L":
            break
        if chunk.conj or scene.text.forms[chunk.first].startswith("و"):
            return False  # a second side that nothing is known of
    form = scene.text.forms[party.first].removeprefix("لل").removeprefix("ال")
    return form.endswith("ات") or (form in scene.book.groups_described and form[2:3] == "ا")


def _fights(chunk: Chunk) -> bool:
    return chunk.word is not None and chunk.word.carrier == "agent"


def _exchanging(scene: Scene, draft: Draft, k: int) -> None:
    """«تبادل الجيش والمسلحون إطلاق النار»: the subjects joined by و are the two sides."""
    pair = [c for c in scene.chunks[k + 1 : k + 3] if c.kind in "AG" and not c.prep]
    if len(pair) == 2 and pair[1].conj and not pair[0].conj:
        one, other = scene.whose(pair[0]), scene.whose(pair[1])
        if one is not None and other is not None and not scene.one(one, other):
            draft.agent, draft.patient = one, other


def _reach(scene: Scene, k: int, end: int) -> int:
    """«تبادلت إطلاق النار مع كذا»: the noun that completes a verb does not end its reach."""
    return min(len(scene.chunks), k + 8) if end == k + 2 and scene.chunks[k + 1].kind == "N" else end


def _second_side(scene: Scene, first: Chunk, end: int) -> Chunk | None:
    """The party joined by و to the first one after «بين»."""
    start = scene.index[first.first]
    for chunk in scene.chunks[start + 1 : min(end, start + 9)]:
        if chunk.kind in "AG" and chunk.conj and (chunk.kind == "A" or chunk.party or chunk.owner):
            return scene.whose(chunk)
    return None
