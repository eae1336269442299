"""Which «منذ» a date belongs to that stands some words behind it: «منذ الإطاحة بالرئيس في 2013»."""

from __future__ import annotations

from bisect import bisect_left

from rasd.arabic.calendar import UNITS
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.scene import Scene


def since_before(scene: Scene, chunk: Chunk, reach: int) -> int | None:
    """The token of the «منذ» that a day ends, at most so many words before it.

    None where a comma stands between, or where the span has ended before the day: «المحاصرة منذ سنوات صباح أمس»,
    «منذ عام 2014 يوم الأحد».
    """
    forms = scene.text.forms
    first = max(0, chunk.first - reach)
    since = next((t for t in range(chunk.first, first - 1, -1) if forms[t].removeprefix("و") == "منذ"), None)
    if since is None or "،" in forms[since : chunk.first]:
        return None
    if not UNITS.keys().isdisjoint(forms[since + 1 : chunk.first]) or _dated(scene, since, chunk):
        return None
    return since


def _dated(scene: Scene, since: int, chunk: Chunk) -> bool:
    """Whether another date stands between the two."""
    upto = bisect_left(scene.days, scene.index[chunk.first])
    return upto > 0 and since < scene.chunks[scene.days[upto - 1]].last <= chunk.first
