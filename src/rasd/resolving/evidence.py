"""What speaks for each of the places that bear a name; every piece of evidence is a number and a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rasd.codebook.gazetteer import Entry
from rasd.resolving.atlas import Atlas, Bearer
from rasd.resolving.descriptors import Described
from rasd.resolving.geometry import DEGREE_KM, distance_km
from rasd.resolving.suits import radius_of, suits

#: What evidence weighs. A lead of ``MARGIN`` decides between homonyms; a smaller one is a close call.
PARENT, NATION, CAPITAL, SOURCE, DATELINE, VOTES, ACTORS, ADMIN1 = 5.0, 5.0, 1.5, 2.0, 1.2, 1.8, 0.8, 0.8
HEAD, WRONG_HEAD, ABROAD, LISTED = 0.8, -0.8, -3.0, 1.2
MARGIN = 1.0
#: How near a place named beside it is, in kilometres, and what that weighs.
_BESIDE = ((30.0, 2.0), (80.0, 1.3), (150.0, 0.5))
#: A town of this size is talked of abroad too.
_KNOWN_ABROAD, _TOWN_ABROAD = 1_000_000, 40_000
_NAMED_BY_ALL = frozenset(("country", "admin1", "sea", "region"))
LARGE = frozenset(("admin1", "country", "region", "sea"))
#: «شمالي كذا» reaches so far; with a distance as far as it says.
_FAR_KM, _NEAR_KM = 150.0, 25.0


class Frame(NamedTuple):
    """What the report tells beyond the phrase: the country of its source (``given`` by the user, or that of a
    known outlet), the place of its dateline, the countries that its sure names and its actors speak for (shares
    of one), the provinces of its sure names."""

    country: str | None = None
    given: bool = False
    dateline: tuple[Entry, ...] = ()
    votes: Mapping[str, float] = {}
    actors: Mapping[str, float] = {}
    units: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()


def framed(
    country: str | None = None,
    given: bool = False,
    dateline: tuple[Entry, ...] = (),
    votes: Mapping[str, float] = {},
    actors: Mapping[str, float] = {},
    units: frozenset[str] = frozenset(),
) -> Frame:
    """A frame with the countries that the report can be expected to speak of, its ``home``; none when nothing tells.

    >>> sorted(framed("LB", votes={"SY": 0.9, "FR": 0.05}).home)
    ['LB', 'SY']
    """
    likely = {c for c, share in votes.items() if share >= 0.1} | {e.country for e in dateline}
    likely |= {c for c, share in actors.items() if share >= 0.3} | ({country} if country else set())
    return Frame(country, given, dateline, votes, actors, units, frozenset(likely))


class Near(NamedTuple):
    """The places named beside a name: in one list with it, and elsewhere around it, the nearest first."""

    joined: tuple[Entry, ...] = ()
    around: tuple[Entry, ...] = ()

    @property
    def all(self) -> tuple[Entry, ...]:
        """Both."""
        return self.joined + self.around


class Candidate(NamedTuple):
    """A place that may be meant, how strongly, and why."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]
    by_parent: bool = False
    abroad: bool = False
    local: bool = False


def weigh(bearer: Bearer, told: Described, frame: Frame, near: Near, atlas: Atlas) -> Candidate:
    """The candidate that a bearer of the name makes; ``near`` are the places named beside it."""
    entry = chosen(bearer, told)
    parents, beside = list(_parents(entry, told)), list(_beside(entry, near))
    pieces = [*_own(bearer, entry, told, atlas), *parents, *_report(entry, frame), *beside]
    by_parent = told.nation == entry.country or any(weight > 0 for weight, _ in parents)
    local = bool(beside) or by_parent or (bool(entry.admin1) and entry.admin1 in frame.units)
    abroad = not beside and not by_parent and _abroad(bearer, told, frame)
    if abroad:
        pieces.append((ABROAD, "in no country that the report speaks of"))
    score = round(sum(weight for weight, _ in pieces), 2)
    return Candidate(entry, score, tuple(reason for _, reason in pieces if reason), by_parent, abroad, local)


def chosen(bearer: Bearer, told: Described) -> Entry:
    """Of a town and the unit it is the seat of, the one that the words mean."""
    if told.kinds:
        return next((e for e in bearer.entries if suits(e, told.kinds)), bearer.entry)
    if told.relation == "countryside_of":
        return next((e for e in bearer.entries if e.kind == "admin1"), bearer.entry)
    return bearer.entry


def contains(parent: Entry, entry: Entry) -> bool:
    """Whether a place lies in a larger one, as far as their rows tell.

    >>> hama = Entry("iso:SY-HM", "حماة", "Hama", "SY", "SY-HM", "admin1", 35.2, 37.0, 0, 70)
    >>> contains(hama, Entry("x", "كفرنبودة", "Kafr Nabudah", "SY", "SY-HM", "town")), contains(hama, hama)
    (True, True)
    """
    if parent.kind in ("country", "region") and {parent.country, entry.country} == _CLAIMED:
        return True
    if parent.kind == "country":
        return parent.country == entry.country
    if parent.kind == "sea" or parent.country != entry.country:
        return False
    if parent.kind == "admin1" and entry.admin1 == parent.admin1:
        return True
    if parent.lat is None or entry.lat is None:
        return parent.kind != "admin1" and bool(parent.admin1) and parent.admin1 == entry.admin1
    reach = radius_of(parent) if parent.kind == "admin1" else max(1.3 * radius_of(parent), 30.0)
    if parent.kind == "admin1" and _coded(parent) and _coded(entry):
        return False  # both have the codes of our table, and they differ
    return _apart(parent, entry) <= reach


#: «فلسطين المحتلة», «إسرائيل»: by either name a report may mean towns that the tables put into the other.
_CLAIMED = {"PS", "IL"}


def _coded(entry: Entry) -> bool:
    return entry.admin1[2:3] == "-"


def _apart(one: Entry, other: Entry) -> float:
    """Kilometres between two places; far where either has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 9_999.0
    if abs(one.lat - other.lat) > 10:
        return abs(one.lat - other.lat) * DEGREE_KM
    return distance_km(one.lat, one.lon, other.lat, other.lon)


# ---- the pieces


Piece = tuple[float, str]


def _own(bearer: Bearer, entry: Entry, told: Described, atlas: Atlas) -> Iterator[Piece]:
    """Size, spelling, and the head before the name."""
    yield bearer.prominence, ""
    if bearer.difference:
        yield -bearer.difference, "spelled a little differently"
    if told.kinds and not told.facility:
        if suits(entry, told.kinds[:1]):
            yield HEAD, "of the kind that its head says"
        elif not suits(entry, told.kinds):
            far = entry.kind in ("sea", "country")  # «ولاية البحر الأحمر»
            yield 3 * WRONG_HEAD if far else WRONG_HEAD, "of another kind than its head says"
    if told.capital and (" ".join(told.name), entry.country) in atlas.words.capitals:
        yield CAPITAL, "the capital of its country"
    if told.nation:
        fits = entry.country == told.nation
        yield (NATION, "in the country that the adjective names") if fits else (-NATION, "in another country")


def relative(parent: Described) -> bool:
    """Whether a place told beside a name only says where it lies («شمالي عدن»), and does not hold it («جنوب لبنان»)."""
    return bool(parent.direction) and not any(e.kind in LARGE for b in parent.bearers for e in b.entries[:1])


def _parents(entry: Entry, told: Described) -> Iterator[Piece]:
    """The larger places told beside the name."""
    for parent in told.parents:
        rows = [row for bearer in parent.bearers for row in bearer.entries]
        if relative(parent):
            reach = _FAR_KM if parent.km is None else max(_NEAR_KM, 1.4 * parent.km)
            known = next((row for row in rows if row.country == entry.country and _apart(row, entry) <= reach), None)
            if known is not None:
                yield PARENT / 2, f"{parent.direction} of {known.name_en or known.name_ar}, as told beside it"
            continue
        holder = next((row for row in rows if contains(row, entry)), None)
        if holder is not None:
            yield PARENT, f"in {holder.name_en or holder.name_ar}, named beside it"
        elif rows and not parent.weak:
            yield -PARENT / 2, "not in the larger place named beside it"


def _report(entry: Entry, frame: Frame) -> Iterator[Piece]:
    """The country of the source, the dateline, the other names, the actors."""
    if frame.country and entry.country == frame.country:
        yield SOURCE, "in the country of the source"
    for place in frame.dateline:
        if place.country == entry.country:
            yield DATELINE, "in the country of the dateline"
            break
    share = frame.votes.get(entry.country, 0.0)
    if share:
        yield round(VOTES * share, 2), "in a country whose places the report names"
    share = frame.actors.get(entry.country, 0.0)
    if share:
        yield round(ACTORS * share, 2), "in a country whose actors the report names"


def _beside(entry: Entry, near: Near) -> Iterator[Piece]:
    """The places named in the same sentence, the nearest of them, and those in one list with the name."""
    others = [n for n in near.all if n.id != entry.id]
    if not others:
        return
    if any(n.country == entry.country for n in near.joined if n.id != entry.id):
        yield LISTED, "beside a place of the same country in one list"
    nearest = min(others, key=lambda n: _apart(entry, n))
    apart = _apart(entry, nearest)
    for limit, weight in _BESIDE:
        if apart <= limit:
            yield weight, f"beside {nearest.name_en or nearest.name_ar}, {apart:.0f} km away"
            break
    if any(n.admin1 and n.admin1 == entry.admin1 for n in others):
        yield ADMIN1, "in the same province as a place named beside it"


def _abroad(bearer: Bearer, told: Described, frame: Frame) -> bool:
    """Whether a place lies in no country that the report speaks of, and is not one that everybody names."""
    home = frame.home
    if not home or bearer.entry.country in home:
        return False
    if told.facility:
        return True  # «طريق مكة» is a street
    if any(e.kind in _NAMED_BY_ALL for e in bearer.entries):
        return False
    least = _KNOWN_ABROAD if frame.given or len(told.bearers) > 1 else _TOWN_ABROAD
    return all(e.population < least for e in bearer.entries)
