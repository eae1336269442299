"""Constructions that tell of people killed, wounded, taken, driven out."""

from __future__ import annotations

from collections.abc import Callable

from made_news.grammar import Verb, before, behind, pronoun, written
from made_news.scene import Measure, Name, Row, Scene, Told, When, Where, called, words

KILLED: tuple[Verb, ...] = (("قُتل", "قُتلت"), ("قتل", "قتلت"), ("استشهد", "استشهدت"))
HURT: tuple[Verb, ...] = (("أصيب", "أصيبت"), ("جُرح", "جُرحت"))


def row(action: str, measure: Measure, where: Where | None = None, when: When | None = None, **more: object) -> Row:
    """The row of a figure."""
    found: Row = {"action": action, "object": measure.what.code, **measure.row, **more}
    if where:
        found["place"] = where.name
    if when:
        found |= {"start": when.start, "end": when.end}
    return found


def event(scene: Scene, where: Where, when: When | None = None) -> tuple[str, str, Row]:
    """An attack as a noun phrase with its place, its gender, and its own row."""
    kind = scene.dice.choice(words()["events"])
    target = scene.dice.choice([f"على {where.bare}", f"استهدف{'ت' * (kind['g'] == 'f')} {where.bare}", where.phrase])
    if kind["np"].startswith(("انفجار", "تفجير", "كمين")):
        target = where.phrase
    told: Row = {"action": kind["action"], "place": where.name}
    if when:
        target += f" {when.phrase}"
        told |= {"start": when.start, "end": when.end}
    return f"{kind['np']} {target}", kind["g"], told


def passive(scene: Scene) -> Told:
    """«قُتل خمسة جنود وأصيب 12 آخرون في قصف على … أمس»."""
    what = scene.people()
    dead, where, when = scene.exact(what), scene.where(), scene.when()
    text = f"{before(scene.dice.choice(KILLED), what.gender)} {dead.said('nom')}"
    rows = [row("killed", dead, where, when)]
    if scene.dice.random() < 0.6 and what.gender == "m":
        n = scene.number()
        hurt = scene.exact(what, n)
        text += f" و{before(scene.dice.choice(HURT), 'm')} {written(n, 'm', 'nom', scene.style)} آخرون"
        rows.append(row("wounded", hurt, where, when))
    cause, _, told = event(scene, where, when)
    return Told(f"{text} {scene.dice.choice(['في', 'جراء', 'إثر'])} {cause}", [*rows, told])


def by_whom(scene: Scene) -> Told:
    """«قُتل ثلاثة مدنيين برصاص قوات كذا في …»."""
    what = scene.noun("person.civilian", "person.child", "person.woman", "person.journalist")
    dead, where, doer, when = scene.exact(what), scene.where(), scene.state(), scene.when()
    how = scene.dice.choice(["برصاص", "على يد", "بنيران", "على أيدي"])
    text = f"{before(KILLED[0], what.gender)} {dead.said('nom')} {how} {doer.text} {scene.at(where, when)}"
    return Told(text, [row("killed", dead, where, when, agent=doer.text)])


def active(scene: Scene) -> Told:
    """«قتلت قوات كذا 12 مسلحاً من تنظيم كذا في … أمس»."""
    doer, foe = scene.sides()
    what = called(scene.dice.choice(["مسلح", "عنصر", "مقاتل"]))
    dead, where, when = scene.exact(what), scene.where(), scene.when()
    text = (
        f"{before(('قتل', 'قتلت'), doer.gender)} {doer.text} {dead.said('acc')} من {foe.text} {scene.at(where, when)}"
    )
    return Told(text, [row("killed", dead, where, when, agent=doer.text, patient=foe.text)])


def causal(scene: Scene) -> Told:
    """«أسفر قصف على … عن مقتل خمسة مدنيين وإصابة 12 آخرين»."""
    where, when = scene.where(), scene.when()
    cause, gender, told = event(scene, where, when)
    what = scene.noun("person.civilian", "person.combatant", "person.child")
    dead, n = scene.exact(what), scene.number()
    hurt = scene.exact(what, n)
    verb, by = scene.dice.choice([(("أسفر", "أسفرت"), "عن"), (("أدى", "أدت"), "إلى"), (("تسبب", "تسببت"), "في")])
    others = f"{written(n, 'm', 'gen', scene.style)} آخرين"
    text = f"{before(verb, gender)} {cause} {by} مقتل {dead.said('gen')} وإصابة {others}"
    return Told(text, [row("killed", dead, where, when), row("wounded", hurt, where, when), told])


def lives_taken(scene: Scene) -> Told:
    """«أودى انفجار في … بحياة خمسة مدنيين»."""
    where, when = scene.where(), scene.when()
    cause, gender, told = event(scene, where, when)
    dead = scene.exact(scene.noun("person.civilian", "person.child"))
    return Told(
        f"{before(('أودى', 'أودت'), gender)} {cause} بحياة {dead.said('gen')}", [row("killed", dead, where, when), told]
    )


def result_nouns(scene: Scene) -> Told:
    """«سقط خمسة قتلى و12 جريحاً في قصف على …»."""
    dead, hurt = scene.exact(called("قتيل")), scene.exact(called("جريح"))
    where, when = scene.where(), scene.when()
    cause, _, told = event(scene, where, when)
    text = f"سقط {dead.said('nom')} و{hurt.said('nom')} في {cause}"
    figures = [row("killed", dead, where, when, object="person"), row("wounded", hurt, where, when, object="person")]
    return Told(text, [*figures, told])


def met_death(scene: Scene) -> Told:
    """«لقي جنديان حتفهما في …»."""
    what = scene.people()
    dead, where, when = scene.exact(what, scene.dice.choice([2, None, None])), scene.where(), scene.when()
    end = scene.dice.choice(["حتف", "مصرع"]) + pronoun(dead.number, what)
    cause, _, told = event(scene, where, when)
    text = f"{before(('لقي', 'لقيت'), what.gender)} {dead.said('nom')} {end} في {cause}"
    return Told(text, [row("killed", dead, where, when), told])


def both_in_one(scene: Scene) -> Told:
    """«سقط 20 شخصاً بين قتيل وجريح في …»."""
    hit, where, when = scene.exact(scene.people()), scene.where(), scene.when()
    cause, _, told = event(scene, where, when)
    text = f"سقط {hit.said('nom')} بين قتيل وجريح في {cause}"
    return Told(text, [row("killed_or_wounded", hit, where, when), told])


def breakdown(scene: Scene) -> Told:
    """«قتل 12 مدنياً بينهم 4 أطفال وامرأتان في …»."""
    total = scene.fresh(lambda: scene.dice.randint(9, 60))
    total += {0: 3, 1: 2, 2: 1}.get(total % 100, 0)
    what = called(scene.dice.choice(["مدني", "شخص", "مواطن"]))
    dead, children, women = scene.exact(what, total), scene.number(few=True), scene.dice.choice([1, 2, 3])
    parts = [scene.exact(called("طفل"), min(children, total - 4)), scene.exact(called("امرأة"), women)]
    where, when = scene.where(), scene.when()
    cause, _, told = event(scene, where, when)
    word = scene.dice.choice(["بينهم", "من بينهم", "منهم"])
    text = f"قُتل {dead.said('nom')}، {word} {parts[0].said('nom')} و{parts[1].said('nom')}، في {cause}"
    return Told(text, [row("killed", m, where, when) for m in (dead, *parts)] + [told])


def dual(scene: Scene) -> Told:
    """«قُتل جنديان وأصيب ضابطان في …»."""
    one, other = called(scene.dice.choice(["جندي", "شرطي"])), called(scene.dice.choice(["مدني", "ضابط", "طفل"]))
    dead, hurt, where, when = scene.exact(one, 2), scene.exact(other, 2), scene.where(), scene.when()
    text = f"قُتل {dead.said('nom')} وأصيب {hurt.said('nom')} {scene.at(where, when)}"
    return Told(text, [row("killed", dead, where, when), row("wounded", hurt, where, when)])


def bounded(kind: str) -> Callable[[Scene], Told]:
    """A construction with a bounded figure: «نحو 30»، «ما لا يقل عن 30»، «بين 10 و15»."""

    def told(scene: Scene) -> Told:
        what = scene.noun("person.civilian", "person.combatant", "person.child")
        figure, where, when = scene.bounded(what, kind), scene.where(), scene.when()
        action, verb = scene.dice.choice([("killed", "قُتل"), ("wounded", "أصيب")])
        return Told(f"{verb} {figure.said('nom')} {scene.at(where, when)}", [row(action, figure, where, when)])

    return told


def vague(scene: Scene) -> Told:
    """«قُتل عشرات المدنيين في …»."""
    what = called(scene.dice.choice(["مدني", "جندي", "مسلح", "طفل"]))
    figure, where, when = scene.vague(what), scene.where(), scene.when()
    action, verb = scene.dice.choice([("killed", "قُتل"), ("wounded", "أصيب")])
    return Told(f"{verb} {figure.said('nom')} {scene.at(where, when)}", [row(action, figure, where, when)])


def headline(scene: Scene) -> Told:
    """«مقتل 5 وإصابة 12 في قصف على …»."""
    where, a, b = scene.where(), scene.number(), scene.number()
    cause, _, told = event(scene, where)
    rows = [row("killed", scene.exact(called("شخص"), a), where), row("wounded", scene.exact(called("شخص"), b), where)]
    return Told(f"مقتل {a} وإصابة {b} في {cause}", [*rows, told])


def toll_rises(scene: Scene) -> Told:
    """«ارتفعت حصيلة ضحايا القصف على … إلى 15 قتيلاً و30 جريحاً»."""
    where, dead, hurt = scene.where(), scene.exact(called("قتيل")), scene.exact(called("جريح"))
    text = f"ارتفعت حصيلة ضحايا القصف على {where.bare} إلى {dead.said('gen')} و{hurt.said('gen')}"
    return Told(
        text,
        [row("killed", dead, where, object="person"), row("wounded", hurt, where, object="person"), shelling(where)],
    )


def shelling(where: Where) -> Row:
    """The row of a shelling that a sentence names without a number."""
    return {"action": "shelling", "place": where.name}


def named_victim(scene: Scene) -> Told:
    """«قُتل الصحفي أحمد الخطيب (34 عاماً) برصاص قناص في …»: the age is no figure."""
    code, trade = scene.dice.choice(
        [("person.journalist", "الصحفي"), ("person.medic", "الطبيب"), ("person.medic", "المسعف")]
    )
    person, age = scene.dice.choice(words()["men"]), scene.dice.randint(21, 70)
    where, when = scene.where(), scene.when()
    years = "أعوام" if 3 <= age % 100 <= 10 else "عاماً"
    text = f"قُتل {trade} {person} ({age} {years}) برصاص قناص {scene.at(where, when)}"
    told: Row = {"action": "killed", "object": code, "low": 1, "high": 1, "qualifier": "implicit", "place": where.name}
    return Told(text, [told | {"start": when.start, "end": when.end}])


def recap(scene: Scene) -> Told:
    """«وقُتل أكثر من 300 شخص منذ مطلع العام»: a time of its own."""
    figure = scene.bounded(called("شخص"), "at_least")
    start = f"{scene.published.year}-01-01"
    text = f"قُتل {figure.said('nom')} في البلاد منذ مطلع العام"
    return Told(text, [row("killed", figure, start=start, end=scene.published.isoformat())])


#: verb, action, what becomes of whom, who does it
TAKEN: tuple[tuple[Verb, str, tuple[str, ...], str], ...] = (
    (("اعتقل", "اعتقلت"), "arrested", ("شخص", "شاب", "مدني"), "state"),
    (("احتجز", "احتجزت"), "arrested", ("شخص", "شاب"), "state"),
    (("خطف", "خطفت"), "abducted", ("مدني", "موظف", "عامل"), "group"),
    (("اختطف", "اختطفت"), "abducted", ("مدني", "صحفي"), "group"),
    (("أسر", "أسرت"), "captured", ("جندي", "ضابط"), "group"),
)


def taken(scene: Scene) -> Told:
    """«اعتقلت قوات كذا 12 شاباً في …»."""
    verb, action, whom, side = scene.dice.choice(TAKEN)
    doer: Name = scene.state() if side == "state" else scene.group()
    figure = scene.exact(called(scene.dice.choice(whom)))
    where, when = scene.where(), scene.when()
    text = f"{before(verb, doer.gender)} {doer.text} {figure.said('acc')} {scene.at(where, when)}"
    return Told(text, [row(action, figure, where, when, agent=doer.text)])


def released(scene: Scene) -> Told:
    """«أفرجت جماعة كذا عن 20 محتجزاً»."""
    doer, figure, when = scene.dice.choice([scene.state, scene.group])(), scene.exact(called("محتجز")), scene.when()
    text = f"{before(('أفرج', 'أفرجت'), doer.gender)} {doer.text} عن {figure.said('gen')} {when.phrase}"
    return Told(text, [row("released", figure, None, when, agent=doer.text, object="person")])


def displaced(scene: Scene) -> Told:
    """«نزحت 200 عائلة من بلدة كذا بسبب القصف»."""
    kind, name = scene.town()
    figure = scene.exact(called("شخص"), scene.dice.choice([None, 300, 1200, 5000]))
    where = Where("", f"{kind} {name}", name)
    text = f"نزح {figure.said('nom')} من {where.bare} {(when := scene.when()).phrase}"
    return Told(text, [row("displaced", figure, where, when)])


def gave_up(scene: Scene) -> Told:
    """«سلّم عشرة مسلحين أنفسهم إلى …»."""
    figure, where = scene.exact(called("مسلح")), scene.where()
    return Told(f"سلم {figure.said('nom')} أنفسهم للقوات {where.phrase}", [row("surrendered", figure, where)])


def after_that(scene: Scene) -> Told:
    """«أن جنديين قتلا …»: the clause after a verb of speaking, its verb agreeing behind its subject."""
    what = scene.people()
    dead, where, when = scene.exact(what, scene.dice.choice([2, None, None])), scene.where(), scene.when()
    verb = behind(("قتل", "قتلت"), dead.number, what)
    return Told(f"{dead.said('acc')} {verb} {scene.at(where, when)}", [row("killed", dead, where, when)])


def told_of(scene: Scene) -> Told:
    """«مقتل خمسة مدنيين وإصابة …»: what follows «أعلن»."""
    what = scene.noun("person.civilian", "person.combatant")
    dead, hurt, where, when = scene.exact(what), scene.exact(what), scene.where(), scene.when()
    text = (
        f"مقتل {dead.said('gen')} وإصابة {written(hurt.number, 'm', 'gen', scene.style)} آخرين {scene.at(where, when)}"
    )
    return Told(text, [row("killed", dead, where, when), row("wounded", hurt, where, when)])
