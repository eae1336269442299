"""A clause says the same wherever in it the day and the place stand, with commas around them or without."""

from __future__ import annotations

import itertools
import string
from collections import Counter
from collections.abc import Iterator

import pytest

import rasd
from rasd.model import Claim

DAYS = ("أمس الأحد", "يوم الخميس الماضي", "فجر اليوم", "في 14 يناير الجاري", "مساء السبت")

#: Clauses with the gaps in which a day or a place may stand, and a place that suits them.
CLAUSES = {
    "raids": ("شنت طائرات التحالف العربي{a}سبع غارات{b}على مواقع للحوثيين{c}", "في محافظة صعدة"),
    "killed": ("قتلت قوات الدعم السريع{a}تسعة مدنيين{b}", "في مدينة الفاشر"),
    "were killed": ("قتل{a}تسعة مدنيين{b}برصاص قوات الدعم السريع{c}", "في مدينة الفاشر"),
    "met their death": ("لقي{a}تسعة مدنيين{b}حتفهم{c}في قصف شنته قوات الدعم السريع{d}", "في مدينة الفاشر"),
    "result": ("أسفر قصف لقوات الدعم السريع{a}عن مقتل تسعة مدنيين وإصابة 15 آخرين{b}", "في مدينة الفاشر"),
    "attack": ("شن مسلحون من حركة الشباب{a}هجوما{b}على قاعدة للجيش الصومالي{c}", "قرب بلدة بلدوين"),
    "attacked": ("هاجم مقاتلو حركة الشباب{a}قاعدة للجيش الصومالي{b}", "قرب بلدة بلدوين"),
    "said": ("قالت قوات سوريا الديمقراطية إنها قتلت{a}12 عنصرا من تنظيم الدولة{b}", "في بلدة الباغوز"),
    "destroyed": ("دمر الجيش الأوكراني{a}ثلاث دبابات روسية{b}", "قرب مدينة باخموت"),
    "were destroyed": ("دمرت{a}ثلاث دبابات للجيش الروسي{b}في هجوم للقوات الأوكرانية{c}", "قرب مدينة باخموت"),
    "taken": ("سيطرت قوات حكومة الوفاق{a}على معسكر لقوات حفتر{b}", "جنوب مدينة غريان"),
    "shot down": ("أسقطت الدفاعات الجوية الليبية{a}طائرة مسيرة تابعة لقوات حفتر{b}", "جنوب مدينة غريان"),
    "clash": ("اندلعت اشتباكات عنيفة{a}بين الجيش السوداني وقوات الدعم السريع{b}", "في مدينة أم درمان"),
    "blast": ("انفجرت سيارة مفخخة{a}ما أدى إلى مقتل أربعة جنود عراقيين{b}", "شمال مدينة الرمادي"),
    "arrested": ("اعتقلت قوات الاحتلال الإسرائيلي{a}ستة فلسطينيين{b}", "في مدينة جنين"),
    "shelled": ("قصفت مدفعية الجيش السوداني{a}مواقع لقوات الدعم السريع{b}", "في مدينة أم درمان"),
    "exposed": ("تعرضت قاعدة أميركية{a}لقصف صاروخي نفذته فصائل عراقية{b}", "غرب مدينة الرمادي"),
    "according to": ("وفقا للمرصد السوري، قتل{a}سبعة عناصر من قوات النظام{b}بنيران المعارضة{c}", "في بلدة كفرنبل"),
}


def orders(clause: str, day: str, place: str) -> Iterator[str]:
    """The clause with its day and its place in every two gaps, at the head too; asides with and without commas."""
    gaps = [name for _, name, _, _ in string.Formatter().parse(clause) if name]
    for at, where in itertools.product([None, *gaps], repeat=2):
        for parts in ([(at, day), (where, place)], [(where, place), (at, day)])[: 2 if at == where else 1]:
            inside = {gap: " ".join(part for slot, part in parts if slot == gap) for gap in gaps}
            head = " ".join(part for slot, part in parts if slot is None)
            for before, after in ((" ", " "), ("، ", "، ")):
                filled = {
                    gap: (before + said + (after if gap != gaps[-1] else "")) if said else " "
                    for gap, said in inside.items()
                }
                yield f"{head}{after if head else ''}{clause.format(**filled)}".strip(" ،")


def told(text: str) -> tuple[tuple[object, ...], ...]:
    """What is claimed, without the words it is claimed in."""
    claims = rasd.read(rasd.Report.from_text(text, published="2020-01-26"))
    return tuple(sorted((_facts(claim) for claim in claims), key=repr))


def _facts(claim: Claim) -> tuple[object, ...]:
    names = [part and part.text for part in (claim.agent, claim.patient, claim.place, claim.speaker)]
    day = claim.time and claim.time.start
    return (claim.action, claim.object, claim.count.low, claim.count.qualifier, *names, day, claim.status)


@pytest.mark.parametrize("name", CLAUSES)
def test_day_and_place_may_stand_anywhere(name: str) -> None:
    clause, place = CLAUSES[name]
    for day in DAYS:
        readings: dict[str, tuple[tuple[object, ...], ...]] = {t: told(t) for t in orders(clause, day, place)}
        usual, _ = Counter(readings.values()).most_common(1)[0]
        assert usual, name
        assert all(facts[6] and facts[8] for facts in usual), "the place and the day are read"
        others = {text: reading for text, reading in readings.items() if reading != usual}
        assert not others
