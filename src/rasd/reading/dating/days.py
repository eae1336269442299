"""When: the day told beside an event, in its sentence, or in the sentences before; not that of an announcement."""

from __future__ import annotations

from bisect import bisect_left

from rasd.arabic.dates import Moment
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import family_of
from rasd.reading.dating.announced import announces
from rasd.reading.dating.daysafter import was_before
from rasd.reading.dating.sameground import where_told
from rasd.reading.dating.sincewhen import since_before
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.mourning import of_a_funeral
from rasd.reading.scenes.otherdays import in_passing, of_others, of_what_was_answered
from rasd.reading.scenes.scene import WINDOW, WITHIN_REACH, Scene
from rasd.reading.scenes.voices import same_voice

#: Precisions of dates that «منذ» may stand some words before.
_DATED = frozenset("year month day part_of_month part_of_year quarter season".split())
#: How far before and after «في الآونة الأخيرة» what goes on may stand.
_AHEAD = 6
#: Fewer may have been killed or driven out in one incident.
_WAR_TOLLS = {"killed": 2000, "killed_or_wounded": 5000, "displaced": 300_000}
#: «القصف» is no single event.
_MASS = "قصف"
_BEGAN = ("بدا", "وبدا")
_TOLD_BEFORE = frozenset(("place-from-context", "place-from-kind"))


def when(scene: Scene, draft: Draft) -> None:
    """The day of a draft: its own, that of the attack that did it, of the sentence, of the sentences before."""
    if draft.time is not None or _still(scene, draft):
        return
    if scene.context.span is not None and _same_period(scene, draft):
        draft.time = scene.context.span
        draft.rules.append("time-from-context")
        return
    k, end = scene.region(draft)
    told = [
        j
        for j in _near(scene, k)
        if not announces(scene, scene.chunks[j])
        and not scene.of_a_deed(j, draft)
        and not in_passing(scene, j, k)
        and not of_a_funeral(scene, j, k)
        and not of_what_was_answered(scene, j, k)
    ]
    own = next((j for j in told if k <= j < end and not of_others(scene, draft, k, j)), None)
    if own is not None:
        draft.time = _by_then(scene, _of_that_day(scene, _up_to_the_last(scene, own)))
    elif of_itself(draft) or was_before(scene, draft, [scene.chunks[j] for j in told]):
        return
    elif draft.cause is not None and draft.cause.time is not None:
        draft.time = draft.cause.time
    else:
        _elsewhere(scene, draft, [scene.chunks[j] for j in told if j - k < WITHIN_REACH])


def _still(scene: Scene, draft: Draft) -> bool:
    """«لا يزال عدد من الضحايا تحت الركام»: of the missing who still are, no day is told."""
    if draft.action != "missing":
        return False
    near = scene.text.forms[max(draft.sentence[0], draft.at - 8) : draft.end + 8]
    return any(f.removeprefix("و").startswith(("يزال", "تزال", "زال")) for f in near)


def _same_period(scene: Scene, draft: Draft) -> bool:
    """«وخلال الفترة نفسها»، «في المدة ذاتها»: the span told of before is meant."""
    forms = scene.text.forms
    first, last = draft.sentence
    return any(
        forms[t] in ("الفتره", "المده") and forms[t + 1] in ("نفسها", "ذاتها")
        for t in range(max(first, draft.at - 12), min(draft.at + 12, last - 1))
    )


def of_itself(draft: Draft) -> bool:
    """«ومدعية بأن الأخيرة استخدمت أسلحة»: a further statement of what was used takes no day or place of another."""
    if draft.action != "deployed" or draft.cause is None or draft.segment is None:
        return False
    return "forces-brought" not in draft.rules and draft.segment is not draft.cause.segment


def _near(scene: Scene, k: int) -> list[int]:
    """The days within reach of a chunk."""
    return scene.days[bisect_left(scene.days, k - 2 * WINDOW) : bisect_left(scene.days, k + 2 * WINDOW)][:WINDOW]


def _elsewhere(scene: Scene, draft: Draft, candidates: list[Chunk]) -> None:
    """A day of the same sentence, else the one that the sentences before leave."""
    if candidates and not _detached(draft, candidates):
        draft.time = _of_that_day(scene, _nearest(draft, candidates))
        draft.rules.append("time-from-sentence")
    elif scene.context.section is not None:
        draft.time = scene.context.section
        draft.rules.append("time-from-context")
    elif scene.context.time is not None and _goes_on(scene, draft, dated=bool(candidates)):
        draft.time = scene.context.time
        draft.rules.append("time-from-context")


def _goes_on(scene: Scene, draft: Draft, *, dated: bool) -> bool:
    """Whether a draft still tells of the incident before, in the same voice or another."""
    moment = scene.context.time.moment if scene.context.time is not None else None
    if _of_a_war(draft) or _of_late(scene, draft):
        return False
    if not _same_place(scene, draft) or (moment is not None and lasting(moment)):
        return False
    if same_voice(scene, draft):
        return True
    return one_day(scene.context.time) and (draft.place is not None or not dated)


def _of_late(scene: Scene, draft: Draft) -> bool:
    """«اقتصر العنف في الآونة الأخيرة على اشتباكات»: what goes on at large, and was not on the day told of before."""
    near = scene.text.forms[max(draft.sentence[0], draft.at - _AHEAD) : draft.end + _AHEAD]
    return any(f.removeprefix("ال") in scene.text.classes.lately for f in near)


def _of_a_war(draft: Draft) -> bool:
    """«بمقتل 20 ألف شخص»، «تشريد 2.6 مليون»: the toll of no single incident, whose day it does not take."""
    least = _WAR_TOLLS.get(draft.action)
    measure = draft.measure
    return least is not None and measure is not None and measure.unit == "item" and (measure.low or 0) >= least


def _same_place(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is where the incident told of before was."""
    place = scene.context.place
    if draft.place is None or place is None or not _TOLD_BEFORE.isdisjoint(draft.rules):
        return True
    return _of_that_event(scene, draft) or where_told(scene.text, scene.chunks, draft.place, scene.context)


def _of_that_event(scene: Scene, draft: Draft) -> bool:
    """«التفجير الذي وقع في بلدة كذا»: the event told of before, of which only the place is told more closely."""
    event = draft if draft.violence else draft.cause
    before = scene.context.event
    if event is None or before is None or not event.definite or event.form is None:
        return False
    noun = event.form.lexeme.kind == "noun" and event.form.lexeme.lemma != _MASS
    return noun and event.measure is None and family_of(event.action) == family_of(before.action)


def _nearest(draft: Draft, candidates: list[Chunk]) -> Chunk:
    return min(candidates, key=lambda c: abs(c.first - draft.at))


def _of_that_day(scene: Scene, chunk: Chunk) -> Chunk:
    """«أمس خسائر … خلال 24 ساعة»: the hours run up to the day that the sentence speaks of."""
    moment = chunk.moment
    if moment is None or moment.kind != "last_hours" or moment.end is None or moment.end != scene.published:
        return chunk
    for j in _near(scene, scene.index[chunk.first]):
        day = scene.chunks[j].moment
        if day is None or day.kind != "point" or day.start is None or day.start != day.end or day.start >= moment.end:
            continue
        if moment.start is not None and (moment.end - day.start).days == 1:
            chunk.moment = moment._replace(start=moment.start - (moment.end - day.start), end=day.start)
    return chunk


def _up_to_the_last(scene: Scene, j: int) -> Chunk:
    """«في 16 تشرين الثاني و28 كانون الأول و8 كانون الثاني»: from the first of several days to the last."""
    chunk = scene.chunks[j]
    for n in range(j + 1, len(scene.chunks)):
        more = scene.chunks[n]
        if more.kind != "T":
            if more.kind in "w," and scene.text.forms[more.first] in ("و", "،", ","):
                continue
            break
        if not _joins(scene, more, chunk) or chunk.moment is None or more.moment is None:
            break
        chunk.moment = chunk.moment._replace(end=more.moment.end, kind="range")
    return chunk


def _by_then(scene: Scene, chunk: Chunk) -> Chunk:
    """«بلغ عدد القتلى حتى مساء أمس 18»: a toll of the day told of before, or of that day, counted by then."""
    moment = chunk.moment
    if moment is None or moment.kind != "until" or moment.precision != "day" or not moment.relative:
        return chunk
    if one_day(scene.context.time) and scene.context.time is not None:
        return scene.context.time
    chunk.moment = moment._replace(start=moment.end, kind="point")
    return chunk


def _joins(scene: Scene, more: Chunk, chunk: Chunk) -> bool:
    """Whether a further date goes on from one, joined by «و» and later than it."""
    one, two = chunk.moment, more.moment
    before = scene.text.forms[more.first - 1]
    joined = more.conj or before == "و" or scene.text.forms[more.first].startswith("و")
    if one is None or two is None or not joined or two.kind not in ("point", "weekday", "range"):
        return False
    return one.end is not None and two.start is not None and two.end is not None and two.start > one.end


def _detached(draft: Draft, candidates: list[Chunk]) -> bool:
    """A recap's «منذ …» dates its own clause alone."""
    nearest = _nearest(draft, candidates)
    moment = nearest.moment
    if moment is None:
        return False
    return (moment.kind == "since" or lasting(moment)) and abs(nearest.first - draft.at) > 25


def lasting(moment: Moment) -> bool:
    """Whether a time is the span of a recap: months or years."""
    return moment.start is not None and moment.end is not None and (moment.end - moment.start).days > 60


def recaps(scene: Scene, draft: Draft) -> bool:
    """Whether a draft counts months or years («منذ بداية العام»): it is not of the incident told of before."""
    if draft.time is not None:
        return _long(draft.time.moment)
    k, end = scene.region(draft)
    told = [scene.chunks[j] for j in _near(scene, k) if not announces(scene, scene.chunks[j])]
    own = next((c for c in told if scene.chunks[k].first <= c.first and scene.index[c.first] < end), None)
    if own is None and told:
        own = _nearest(draft, told)
        own = None if _detached(draft, told) else own
    return own is not None and (_long(own.moment) or _opens_span(scene, draft, own))


def _long(moment: Moment | None) -> bool:
    if moment is None:
        return False
    return (moment.kind == "since" and moment.precision in ("year", "since")) or lasting(moment)


def one_day(chunk: Chunk | None) -> bool:
    """Whether a time is a single day."""
    moment = chunk.moment if chunk is not None else None
    return moment is not None and moment.start is not None and moment.start == moment.end


def own_day(scene: Scene) -> bool:
    """Whether the sentence dates what it tells."""
    return any(not announces(scene, scene.chunks[j]) for j in scene.days[:WINDOW])


def since(scene: Scene, draft: Draft) -> None:
    """«منذ الإطاحة بالرئيس في 2013»: the date opens a span, though words stand between."""
    chunk = draft.time
    if chunk is not None and chunk.moment is not None and _opens_span(scene, draft, chunk):
        draft.time = Chunk("T", chunk.first, chunk.last, chunk.word)
        draft.time.moment = chunk.moment._replace(end=scene.published, kind="since")


def _opens_span(scene: Scene, draft: Draft, chunk: Chunk) -> bool:
    """Whether «منذ» stands before a date, with words between but no comma."""
    moment = chunk.moment
    if moment is None or moment.kind in ("since", "range") or moment.precision not in _DATED:
        return False
    near = scene.text.forms[max(draft.end, chunk.first - 3) : chunk.first]
    if draft.violence and moment.kind == "point" and any(f.startswith(_BEGAN) for f in near):
        return True  # «هجوم بدأته القوات في 18 فبراير»: it goes on
    opened = since_before(scene, chunk, min(14, chunk.first - draft.sentence[0]))
    return opened is not None and not opened < draft.at < chunk.first  # «منذ أن احتلت …»: what began then
