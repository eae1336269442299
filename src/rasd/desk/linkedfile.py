"""The file of what is linked: claims, judgements and incidents as rows, so that a page loads only what it shows.

Claims fall into islands: groups between which the engine judges no two to be the same, so that each is put together
into incidents by itself. What people judge ties islands; only those that it touches are put together anew. The file
is made from the ledger, belongs to one process, and may be thrown away at any time.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rasd.desk.incidents.lines import Line, line_of
from rasd.linking.clustering import is_one_telling
from rasd.linking.incidents import incidents
from rasd.linking.judging import weights
from rasd.model import Claim, Incident, Judgement, to_json
from rasd.tallying.filtering import names_of

_TABLES = """
CREATE TABLE claim (number INTEGER PRIMARY KEY, told INTEGER, id TEXT, review TEXT, island INTEGER, incident INTEGER,
    place INTEGER, record BLOB);
CREATE TABLE judged (number INTEGER PRIMARY KEY, a TEXT, b TEXT, island INTEGER, verdict TEXT, score REAL,
    record BLOB);
CREATE TABLE incident (number INTEGER PRIMARY KEY, id TEXT, first TEXT, last TEXT, reports INTEGER, suggested INTEGER,
    place TEXT, country TEXT, admin1 TEXT, record BLOB, engine BLOB, line BLOB);
CREATE TABLE name (number INTEGER PRIMARY KEY, kind TEXT, text TEXT, UNIQUE (kind, text));
CREATE TABLE named (name INTEGER, incident INTEGER, PRIMARY KEY (name, incident)) WITHOUT ROWID;
CREATE TABLE people (record BLOB);
"""
_INDEXES = """
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_island ON claim (island);
CREATE INDEX claim_incident ON claim (incident, place);
CREATE INDEX claim_review ON claim (review) WHERE review <> '';
CREATE INDEX judged_island ON judged (island);
CREATE INDEX judged_a ON judged (a, score);
CREATE INDEX judged_b ON judged (b, score);
CREATE INDEX incident_id ON incident (id);
CREATE INDEX incident_first ON incident (first, id);
CREATE INDEX incident_last ON incident (last, id);
CREATE INDEX incident_reports ON incident (reports, id);
CREATE INDEX incident_suggested ON incident (suggested, id);
CREATE INDEX incident_place ON incident (place);
CREATE INDEX incident_area ON incident (country, admin1);
CREATE INDEX named_incident ON named (incident);
"""
#: Rows that are loaded at a time where all are gone through.
_CHUNK = 500
_IN = "IN (SELECT value FROM json_each(?))"
_CLAIM, _JUDGEMENT = msgspec.json.Decoder(Claim).decode, msgspec.json.Decoder(Judgement).decode
_INCIDENT, _LINE = msgspec.json.Decoder(Incident).decode, msgspec.json.Decoder(Line).decode


class Held(NamedTuple):
    """What the engine judges of a pair, without its reasons."""

    number: int
    a: str
    b: str
    score: float


class LinkedFile:
    """The rows, asked by any thread; written by one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._of_thread = threading.local()

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        known: sqlite3.Connection | None = getattr(self._of_thread, "db", None)
        if known is None:
            known = self._of_thread.db = sqlite3.connect(f"{self.path.as_uri()}?mode=rw", uri=True, timeout=60)
            known.execute("PRAGMA synchronous = OFF")  # what is lost is made again
        return known

    # ---- writing

    @classmethod
    def make(
        cls,
        path: Path,
        claims: Iterable[tuple[Claim, str]],
        judgements: Iterable[Judgement],
        people: Sequence[Judgement],
    ) -> LinkedFile:
        """A file of claims, each with its state of review, of what the engine judges of them, and of what people do."""
        path.touch(mode=0o600)
        made = cls(path)
        made.db.execute("PRAGMA journal_mode = WAL")
        made.db.executescript(_TABLES)
        with made.db:
            made._fill(claims, judgements)
        made.db.executescript(_INDEXES)
        with made.db:
            islands = [island for (island,) in made.db.execute("SELECT DISTINCT island FROM claim ORDER BY island")]
            made._put_together(islands, people)
        made.db.execute("ANALYZE")
        made.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return made

    def _fill(self, claims: Iterable[tuple[Claim, str]], judgements: Iterable[Judgement]) -> None:
        """The rows of claims and judgements, those of an island side by side."""
        own = list(claims)
        numbers: dict[str, int] = {}
        for claim, _ in own:
            numbers.setdefault(claim.id, len(numbers))
        judged, islands = list(judgements), Islands(len(numbers))
        limit = weights().threshold
        for held in judged:
            if held.verdict == "same" or (held.verdict != "sums_up" and held.score >= limit):
                islands.join(numbers[held.a], numbers[held.b])
        of = {id: islands.root(number) for id, number in numbers.items()}
        order = sorted(range(len(own)), key=lambda told: of[own[told][0].id])
        self.db.executemany(
            "INSERT INTO claim (told, id, review, island, record) VALUES (?, ?, ?, ?, ?)",
            ((told, own[told][0].id, own[told][1], of[own[told][0].id], to_json(own[told][0])) for told in order),
        )
        self.db.executemany(
            "INSERT INTO judged (a, b, island, verdict, score, record) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (h.a, h.b, of[h.a], "telling" if is_one_telling(h) else h.verdict, h.score, to_json(h))
                for h in judged
            ),
        )  # fmt: skip

    def judge(self, people: Sequence[Judgement]) -> None:
        """Put together anew what people have judged otherwise since."""
        before = [_JUDGEMENT(record) for (record,) in self.db.execute("SELECT record FROM people ORDER BY rowid")]
        known, now = ({to_json(held): held for held in judged} for judged in (before, people))
        changed = [held for record, held in {**known, **now}.items() if (record in known) != (record in now)]
        if not changed and before == list(people):
            return
        touched = {island for pair in self._ties(changed) for island in pair}
        ties = [*self._ties(before), *self._ties(people)]
        while more := {island for pair in ties if touched & pair for island in pair} - touched:
            touched |= more
        with self.db:
            gone = json.dumps(
                [no for (no,) in self.db.execute(
                    f"SELECT DISTINCT incident FROM claim WHERE island {_IN}", [json.dumps(sorted(touched))]
                )]
            )  # fmt: skip
            self.db.execute(f"DELETE FROM named WHERE incident {_IN}", [gone])
            self.db.execute(f"DELETE FROM incident WHERE number {_IN}", [gone])
            self._put_together(sorted(touched), people)

    def _ties(self, people: Iterable[Judgement]) -> list[set[int]]:
        """The islands that each of some judgements is of."""
        judged = list(people)
        ids = json.dumps(sorted({id for held in judged for id in (held.a, held.b)}))
        of = dict(self.db.execute(f"SELECT id, island FROM claim WHERE id {_IN}", [ids]))
        return [{of[id] for id in (held.a, held.b) if id in of} for held in judged]

    def _put_together(self, islands: Sequence[int], people: Sequence[Judgement]) -> None:
        """The incidents of some islands: whatever people judge between two, these are put together as one."""
        self.db.execute("DELETE FROM people")
        self.db.executemany("INSERT INTO people VALUES (?)", ((to_json(held),) for held in people))
        at = {island: number for number, island in enumerate(islands)}
        together = Islands(len(islands))
        of: dict[int, list[Judgement]] = {}
        ties = self._ties(people)
        for tie in ties:
            known = sorted(at[island] for island in tie if island in at)
            for other in known[1:]:
                together.join(known[0], other)
        for tie, held in zip(ties, people, strict=True):
            for island in sorted(tie)[:1]:
                if island in at:
                    of.setdefault(together.root(at[island]), []).append(held)
        groups: dict[int, list[int]] = {}
        for island in islands:
            groups.setdefault(together.root(at[island]), []).append(island)
        for root, members in groups.items():
            self._put_one(members, of.get(root, []))

    def _put_one(self, islands: list[int], people: list[Judgement]) -> None:
        asked = [json.dumps(islands)]
        rows = self.db.execute(f"SELECT number, record FROM claim WHERE island {_IN} ORDER BY told", asked).fetchall()
        claims = {number: _CLAIM(record) for number, record in rows}
        numbers = {id(claim): number for number, claim in claims.items()}
        # the sign keeps SQLite from walking through all rows because they are in order
        judged = [
            (number, _JUDGEMENT(record))
            for number, record in self.db.execute(
                f"SELECT number, record FROM judged WHERE island {_IN} ORDER BY +number", asked
            )
        ]
        for incident in incidents(claims.values(), [*(held for _, held in judged), *people]):
            own = {claim.id for claim in incident.claims}
            engine = [no for no, h in judged if h.a in own and (h.b in own or h.verdict == "sums_up")]
            self._add(incident, engine, [numbers[id(claim)] for claim in incident.claims])

    def _add(self, incident: Incident, engine: list[int], claims: list[int]) -> None:
        held = tuple(judgement for judgement in incident.judgements if judgement.by_person)
        bare = msgspec.structs.replace(incident, claims=(), judgements=held)
        line, where = line_of(incident), incident.place
        area = (where.id, where.country, where.admin1) if where else (None, None, None)
        number = self.db.execute(
            "INSERT INTO incident (id, first, last, reports, suggested, place, country, admin1, record, engine, line) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                incident.id, incident.start or "", incident.end or "", line.reports, incident.suggested, *area,
                to_json(bare), json.dumps(engine), to_json(line),
            ),
        ).lastrowid  # fmt: skip
        self.db.executemany(
            "UPDATE claim SET incident = ?, place = ? WHERE number = ?",
            ((number, place, claim) for place, claim in enumerate(claims)),
        )
        names = sorted(_names(incident))
        self.db.executemany("INSERT OR IGNORE INTO name (kind, text) VALUES (?, ?)", names)
        self.db.executemany(
            "INSERT OR IGNORE INTO named SELECT number, ? FROM name WHERE kind = ? AND text = ?",
            ((number, *name) for name in names),
        )

    # ---- asking

    def __contains__(self, claim: object) -> bool:
        """Whether a claim, given by its id, is in it."""
        return self.db.execute("SELECT 1 FROM claim WHERE id = ?", [claim]).fetchone() is not None

    def count(self, where: str = "1", asked: Sequence[Any] = ()) -> int:
        """How many incidents fit a condition."""
        number: int = self.db.execute(f"SELECT count(*) FROM incident WHERE {where}", asked).fetchone()[0]
        return number

    def ids(self, where: str, asked: Sequence[Any], order: str, limit: int = -1, offset: int = 0) -> list[str]:
        """The ids of the incidents that fit a condition, in an order."""
        rows = self.db.execute(
            f"SELECT id FROM incident WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", (*asked, limit, offset)
        )
        return [id for (id,) in rows]

    def lines(self, ids: Iterable[str]) -> list[Line]:
        """How incidents stand in a list, in the order of their ids."""
        asked = list(ids)
        rows = dict(self.db.execute(f"SELECT id, line FROM incident WHERE id {_IN}", [json.dumps(asked)]))
        return [_LINE(rows[id]) for id in asked if id in rows]

    def named(self, kind: str) -> Iterator[tuple[int, str]]:
        """The names of a kind that incidents are found by, and their numbers."""
        yield from self.db.execute("SELECT number, text FROM name WHERE kind = ?", [kind])

    def bare(self) -> Iterator[Incident]:
        """All incidents without their claims and what the engine judges, in the order of their days."""
        for (record,) in self.db.execute("SELECT record FROM incident ORDER BY first, id"):
            yield msgspec.structs.replace(_INCIDENT(record), judgements=())

    def incidents(self) -> Iterator[Incident]:
        """All incidents, in the order of their days; some at a time are loaded."""
        numbers = [number for (number,) in self.db.execute("SELECT number FROM incident ORDER BY first, id")]
        for start in range(0, len(numbers), _CHUNK):
            yield from self._loaded(numbers[start : start + _CHUNK])

    def incident(self, id: str) -> Incident | None:
        """One of them."""
        row = self.db.execute("SELECT number FROM incident WHERE id = ?", [id]).fetchone()
        return next(self._loaded([row[0]]), None) if row else None

    def _loaded(self, numbers: list[int]) -> Iterator[Incident]:
        asked = [json.dumps(numbers)]
        rows = {
            number: (record, json.loads(engine))
            for number, record, engine in self.db.execute(
                f"SELECT number, record, engine FROM incident WHERE number {_IN}", asked
            )
        }
        told = self.db.execute(f"SELECT incident, record FROM claim WHERE incident {_IN} ORDER BY 1, place", asked)
        claims = {no: tuple(_CLAIM(record) for _, record in own) for no, own in groupby(told, key=lambda row: row[0])}
        held = json.dumps([number for _, engine in rows.values() for number in engine])
        judged = {
            number: _JUDGEMENT(record)
            for number, record in self.db.execute(f"SELECT number, record FROM judged WHERE number {_IN}", [held])
        }
        totals = {j.b for j in judged.values() if j.verdict == "sums_up"}
        names = {id: of for id, (of, _) in self.whereabouts(totals).items()} if totals else {}
        for number in numbers:
            if number in rows:
                record, engine = rows[number]
                bare = _INCIDENT(record)
                own = tuple(judged[number] for number in engine)
                sums = {names[j.b] for j in own if j.verdict == "sums_up" and j.b in names} - {bare.id}
                yield msgspec.structs.replace(
                    bare, claims=claims.get(number, ()), judgements=own + bare.judgements, sums_up=tuple(sorted(sums))
                )

    def whereabouts(self, claims: Iterable[str]) -> dict[str, tuple[str, int]]:
        """The incident that each of some claims belongs to, and the number of the claim's row."""
        rows = self.db.execute(
            "SELECT c.id, i.id, c.number FROM claim c JOIN incident i ON i.number = c.incident "
            f"WHERE c.id {_IN} ORDER BY c.incident, c.place DESC",
            [json.dumps(sorted(claims))],
        )
        return {claim: (incident, number) for claim, incident, number in rows}

    def claims(self, numbers: Iterable[int] | None = None) -> Iterator[Claim]:
        """The claims of some rows, else all, in the order told."""
        where, asked = (f"WHERE number {_IN}", [json.dumps(list(numbers))]) if numbers is not None else ("", [])
        for (record,) in self.db.execute(f"SELECT record FROM claim {where} ORDER BY told", asked):
            yield _CLAIM(record)

    def reviews(self, claims: Iterable[str] | None = None) -> dict[str, str]:
        """What people decided on some claims, else on all, by the claim's id."""
        where, asked = (f"AND id {_IN}", [json.dumps(sorted(claims))]) if claims is not None else ("", [])
        return dict(self.db.execute(f"SELECT id, review FROM claim WHERE review <> '' {where}", asked))

    def held(self, claims: Iterable[str], least: float) -> list[Held]:
        """What the engine judges of some claims and those of other reports, from a score on."""
        asked = json.dumps(sorted(claims))
        rows = self.db.execute(
            " UNION ".join(
                f"SELECT number, a, b, score FROM judged WHERE {side} {_IN} AND score >= ? "
                "AND verdict NOT IN ('telling', 'sums_up')"
                for side in "ab"
            ),
            [asked, least, asked, least],
        )
        return [Held(*row) for row in rows]

    def judgement(self, number: int) -> Judgement:
        """A judgement with its reasons."""
        (record,) = self.db.execute("SELECT record FROM judged WHERE number = ?", [number]).fetchone()
        return _JUDGEMENT(record)


class Islands:
    """Numbers that are joined into sets, each of which goes by its least."""

    def __init__(self, size: int) -> None:
        self._root = array("q", range(size))

    def root(self, number: int) -> int:
        """The least of its set."""
        root = self._root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def join(self, a: int, b: int) -> None:
        """Make two sets one."""
        a, b = self.root(a), self.root(b)
        self._root[max(a, b)] = min(a, b)


def _names(incident: Incident) -> set[tuple[str, str]]:
    """What an incident is found by, each with its kind."""
    found = {("action", claim.action) for claim in incident.claims}
    found |= {("place", name) for name in names_of(incident)}
    for claim in incident.claims:
        for party in filter(None, (claim.agent, claim.patient)):
            found |= {("party", name) for name in (party.text, party.name) if name}
            found |= {("actor", party.id)} if party.id else set()
    return found
