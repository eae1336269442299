"""The file of what is linked gives the incidents that linking in memory gives, whatever people judge meanwhile."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

import rasd
from rasd.desk.linkedfile import LinkedFile
from rasd.model import Claim, Judgement, Report

WARS = Path(__file__).resolve().parents[1] / "linking" / "wars"


@pytest.fixture(scope="module")
def told() -> tuple[list[Claim], list[Judgement]]:
    """The claims of a few wars, some of them carried by two outlets, and what the engine judges of them."""
    entries = [e for path in sorted(WARS.glob("*.yaml")) for e in yaml.safe_load(path.read_text(encoding="utf-8"))]
    rows = [row for entry in entries for row in entry["reports"]]
    reports = [
        Report.from_text(text, id=f"r{n}", published=day.isoformat(), outlet=outlet)
        for n, (day, outlet, text) in enumerate(rows)
    ]
    claims = [claim for report in reports for claim in rasd.read(report)]
    claims += [c for report in reports[:9] for c in rasd.read(Report.from_text(report.text, id="copy", outlet="ب"))]
    return claims, rasd.link(claims, reports)


def made(path: Path, told: tuple[list[Claim], list[Judgement]], people: list[Judgement]) -> LinkedFile:
    claims, judged = told
    return LinkedFile.make(path, ((claim, "accepted") for claim in claims), judged, people)


def test_the_file_gives_what_memory_gives(told: tuple[list[Claim], list[Judgement]], tmp_path: Path) -> None:
    claims, judged = told
    file = made(tmp_path / "a.db", told, [])
    expected = rasd.incidents(claims, judged)
    assert {j.verdict for j in judged} == {"same", "different", "sums_up"} and any(i.sums_up for i in expected)
    assert list(file.incidents()) == expected and file.count() == len(expected)
    assert [file.incident(incident.id) for incident in expected] == expected
    assert file.incident("i-0000") is None and "c-0000" not in file and claims[0].id in file
    assert list(file.claims()) == claims and set(file.reviews().values()) == {"accepted"}
    assert [line.id for line in file.lines(i.id for i in expected)] == [i.id for i in expected]


def test_what_people_judge_gives_what_it_gives_in_memory(
    told: tuple[list[Claim], list[Judgement]], tmp_path: Path
) -> None:
    claims, judged = told
    dice, people = random.Random(5), list[Judgement]()
    file = made(tmp_path / "a.db", told, people)
    for step in range(40):
        if people and step % 4 == 3:
            people.pop(dice.randrange(len(people)))  # taken back
        else:
            held = dice.choice([j for j in judged if j.verdict != "sums_up"])
            a, b = (held.a, held.b) if step % 2 else sorted(claim.id for claim in dice.sample(claims, 2))
            verdict = dice.choice(("same", "different"))
            people.append(Judgement(a=a, b=b, verdict=verdict, score=float(verdict == "same"), by="Lina"))
        file.judge(people)
        assert list(file.incidents()) == rasd.incidents(claims, [*judged, *people]), step
    again = made(tmp_path / "b.db", told, people)
    assert list(again.incidents()) == list(file.incidents())


def test_only_what_people_touch_is_put_together_anew(told: tuple[list[Claim], list[Judgement]], tmp_path: Path) -> None:
    file = made(tmp_path / "a.db", told, [])
    before = dict(file.db.execute("SELECT id, number FROM incident"))
    islands = dict(file.db.execute("SELECT i.id, c.island FROM incident i JOIN claim c ON c.incident = i.number"))
    one, other = (next(id for id in before if islands[id] == island) for island in sorted(set(islands.values()))[:2])
    a, b = sorted(incident.claims[0].id for incident in map(file.incident, (one, other)) if incident)
    file.db.execute("UPDATE incident SET reports = -1")
    file.judge([Judgement(a=a, b=b, verdict="different", score=0.0, by="Lina")])
    anew = {id for (id,) in file.db.execute("SELECT id FROM incident WHERE reports <> -1")}
    assert anew == {id for id in before if islands[id] in (islands[one], islands[other])} and len(anew) < len(before)
    stale = "SELECT count(*) FROM named WHERE incident NOT IN (SELECT number FROM incident)"
    assert file.db.execute(stale).fetchone() == (0,)
