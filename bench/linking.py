"""Measures how linking grows with the number of claims, and writes docs/linking-speed.md.

The claims are made up: incidents at real places over three years, each told by one to six reports of some claims, with
differing figures, backward glances and sums. The years stay the same while the claims grow, so that ever more of them
are of one day: the hard case. Each size runs in a process of its own.
"""

from __future__ import annotations

import datetime
import os
import platform
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import rasd
from rasd.codebook import gazetteer
from rasd.model import Claim, Count, Engine, Extent, Party, Place, Time

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "linking-speed.md"
SIZES = (10_000, 30_000, 100_000, 300_000)
FIRST, DAYS = datetime.date(2018, 1, 1), 1095
ENGINE = Engine("0", "k")
WORDS = (
    "سوق مدرسة حاجز قافلة مقر منزل مستشفى جسر مزرعة مسجد مخيم طريق ميناء مصنع دورية حافلة ساحة مبنى نقطة مستودع "
    "فندق محطة معبر مطار نفق برج ملعب مخبز بئر حقل سد قرية موقع ثكنة محكمة كلية بنك متحف عيادة فرن"
).split()
FORCES = "الجيش الحكومي|الفصائل المسلحة|قوات التحالف|ميليشيا محلية|تنظيم متطرف|الشرطة|حرس الحدود|مسلحون مجهولون".split(
    "|"
)
NAMES = "سالم ناصر خالد محمود يوسف عمر حسين كريم وليد سعيد فادي رامي جابر ماجد هادي زياد نبيل طارق عادل بشير".split()
ACTS = {
    "airstrike": "غارة جوية على",
    "shelling": "قصف مدفعي على",
    "explosion": "انفجار عبوة ناسفة قرب",
    "attack": "هجوم مسلح على",
    "clash": "اشتباكات قرب",
    "raid": "مداهمة",
}


class Incident:
    """What really happened, as the reports will tell it."""

    def __init__(self, dice: random.Random, places: list[gazetteer.Entry]) -> None:
        self.entry = dice.choice(places)
        self.day = FIRST + datetime.timedelta(dice.randrange(DAYS))
        self.act = dice.choice(sorted(ACTS))
        self.words = dice.sample(WORDS, 3) + dice.sample(NAMES, 2)
        self.killed, self.wounded = dice.randint(1, 40), dice.randint(1, 60)
        self.agent, self.patient = dice.sample(FORCES, 2)


def claims(number: int, seed: int = 7) -> Iterator[Claim]:
    """Made-up claims, the same in every run."""
    dice = random.Random(seed)
    places = [e for e in gazetteer.load().entries if e.lat is not None and e.kind not in ("country", "admin1")]
    places = sorted(places, key=lambda e: e.id)[:4000]
    made = report = 0
    past: list[Incident] = []
    while made < number:
        incident = Incident(dice, places)
        for _ in range(dice.choice((1, 1, 2, 3, 4, 6))):
            told = list(telling(dice, report, incident))
            if past and dice.random() < 0.4:
                told += list(telling(dice, report, dice.choice(past[-50:]), at=900))[:2]
            yield from told
            made += len(told)
            report += 1
        past.append(incident)


def telling(dice: random.Random, report: int, incident: Incident, at: int = 0) -> Iterator[Claim]:
    """The claims of one report on one incident."""
    published = incident.day + datetime.timedelta(dice.choice((0, 0, 1, 1, 2)))
    sentence = f"{ACTS[incident.act]} {' '.join(dice.sample(incident.words, 4))} في {incident.entry.name_ar}"
    name = f"r{report}"
    killed = max(1, incident.killed + dice.choice((0, 0, 0, 1, 2)))
    rows = [("killed", killed), ("wounded", incident.wounded), (incident.act, None), ("destroyed", dice.randint(1, 5))]
    rows += [("killed", dice.randint(1, 3)), ("attack", None)]
    for n, (action, low) in enumerate(rows):
        yield claim(name, action, low, incident, published.isoformat(), sentence, at + 60 * n)


def claim(report: str, action: str, low: int | None, incident: Incident, published: str, words: str, at: int) -> Claim:
    """One claim."""
    span, day, entry = (at, at + 50), incident.day.isoformat(), incident.entry
    where = Place(
        text=entry.name_ar, span=span, id=entry.id, lat=entry.lat, lon=entry.lon, level="settlement", status="resolved"
    )
    return Claim(
        id=f"c-{report}-{at}",
        report=report,
        report_id=f"sha256:{report}",
        outlet=report[-1],
        published=published,
        action=action,
        object="vehicle" if action == "destroyed" else "person",
        count=Count(low=low, high=low, qualifier="exact" if low else None),
        agent=Party(text=incident.agent, span=span),
        patient=Party(text=incident.patient, span=span),
        place=where,
        time=Time(text="أمس", span=span, start=day, end=day, precision="day"),
        attribution=(),
        status="asserted",
        scope="single",
        persons=(),
        evidence=Extent(f"{words} {low or ''}", span),
        part_of=None,
        same_items_as=None,
        restates=None,
        rules=(),
        engine=ENGINE,
    )


def measure(number: int) -> None:
    """Link some claims and print: claims, reports, judgements, incidents, CPU seconds, peak megabytes."""
    made = list(claims(number))
    rasd.link(made[:50])  # what is loaded once is no part of it
    start = time.process_time()
    judgements = rasd.link(made)
    found = rasd.incidents(made, judgements)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(len(made), len({c.report for c in made}), len(judgements), len(found), f"{seconds:.1f}", f"{peak:.0f}")


def in_process(number: int) -> list[str]:
    """What a process of its own measures."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, __file__, str(number)], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.split()


def page(rows: list[list[str]]) -> str:
    """The page for the documents."""
    lines = [
        "# How fast linking is",
        "",
        "Made-up claims over three years, linked and put together into incidents by one process. The years stay the",
        "same while the claims grow, so that ever more of them are of one day. The time is CPU time of `link` and",
        "`incidents` together; the memory is the peak of the process, the claims included.",
        "",
        "| claims | reports | judgements | incidents | CPU seconds | claims a second | peak MB |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for made, reports, judgements, found, seconds, peak in rows:
        rate = int(made) / float(seconds)
        cells = [f"{int(n):,}" for n in (made, reports, judgements, found)] + [seconds, f"{rate:,.0f}", peak]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", f"Python {platform.python_version()} on {platform.machine()}; written by `make bench`.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        RESULT.write_text(page([in_process(size) for size in SIZES]), encoding="utf-8")
