"""Constructions of saying: who says it, through whom, and at what distance; and what no construction tells."""

from __future__ import annotations

from collections.abc import Callable

from made_news import deeds, tolls
from made_news.grammar import before
from made_news.scene import Name, Row, Scene, Told, words
from made_news.tolls import after_that, told_of

AGENCIES = ("وكالة رويترز", "وكالة فرانس برس", "وكالة الأناضول", "وكالة أسوشيتد برس")


def spoken(told: Told, speaker: str | None, status: str = "asserted") -> list[Row]:
    """The rows of a clause with who says it."""
    return [row | {"speaker": speaker, "status": status} for row in told.rows]


def says_that(scene: Scene) -> Told:
    """«قالت وزارة كذا إن جنديين قتلا …»، «أعلن … أن …»."""
    who, told = scene.heard(), after_that(scene)
    verb, that = scene.dice.choice(
        [(("قال", "قالت"), "إن"), (("أعلن", "أعلنت"), "أن"), (("أكد", "أكدت"), "أن"), (("أفاد", "أفادت"), "بأن")]
    )
    return Told(f"{before(verb, who.gender)} {who.text} {that} {told.text}", spoken(told, who.text))


def announces(scene: Scene) -> Told:
    """«أعلنت وزارة كذا مقتل خمسة مدنيين وإصابة …»."""
    who, told = scene.heard(), told_of(scene)
    verb = scene.dice.choice([("أعلن", "أعلنت"), ("أكد", "أكدت"), ("وثق", "وثقت")])
    return Told(f"{before(verb, who.gender)} {who.text} {told.text}", spoken(told, who.text))


def according_to(scene: Scene) -> Told:
    """«… ، بحسب مصدر طبي»."""
    who, told = scene.heard(), scene.dice.choice([tolls.dual, tolls.by_whom, deeds.destroyed_passive])(scene)
    word = scene.dice.choice(["بحسب", "وفق", "وفقاً ل", "بحسب ما أفاد به", "نقلاً عن"])
    after = word.removesuffix("ل") + ("لل" + who.text[2:] if who.text.startswith("ال") else "ل" + who.text)
    source = after if word.endswith("ل") else f"{word} {who.text}"
    return Told(f"{told.text}، {source}", spoken(told, who.text))


def chain(scene: Scene) -> Told:
    """«نقلت وكالة كذا عن وزارة كذا قولها إن …»: the named source within is the speaker, an unnamed one is not."""
    agency, told = Name(scene.dice.choice(AGENCIES), "f"), after_that(scene)
    source = scene.body()
    if scene.dice.random() < 0.3:
        source = Name(scene.dice.choice(["مصدر طبي", "مصدر أمني", "مسؤول محلي"]), "m")
    speaker = agency if source.text.split()[0] in ("مصدر", "مسؤول") else source
    said = "قولها" if source.gender == "f" else "قوله"
    verb = before(("نقل", "نقلت"), agency.gender)
    text = f"{verb} {agency.text} عن {source.text} {said} إن {told.text}"
    return Told(text, spoken(told, speaker.text))


def spokesman(scene: Scene) -> Told:
    """«قال المتحدث باسم الجيش … العقيد فلان إن …»."""
    side, told = scene.state(), after_that(scene)
    person = scene.dice.choice(words()["men"])
    text = f"قال المتحدث باسم {side.text} العقيد {person} إن {told.text}"
    return Told(text, spoken(told, person))


def goes_on(scene: Scene) -> Told:
    """«قالت … إن …. وأضافت أن …»: the second sentence has the speaker of the first."""
    who, first, second = scene.body(), after_that(scene), after_that(scene)
    more = before(("وأضاف", "وأضافت"), who.gender)
    text = f"{before(('قال', 'قالت'), who.gender)} {who.text} إن {first.text}. {more} أن {second.text}"
    return Told(text, spoken(first, who.text) + spoken(second, who.text))


def alleged(scene: Scene) -> Told:
    """«زعمت جماعة كذا مقتل 12 جندياً …»: at a distance."""
    who, told = scene.group(), told_of(scene)
    verb = scene.dice.choice([("زعم", "زعمت"), ("ادعى", "ادعت")])
    return Told(f"{before(verb, who.gender)} {who.text} {told.text}", spoken(told, who.text, "alleged"))


def denied(scene: Scene) -> Told:
    """«نفت وزارة كذا مقتل خمسة مدنيين …»."""
    who = scene.body()
    dead, where, when = scene.exact(scene.noun("person.civilian", "person.combatant")), scene.where(), scene.when()
    text = f"{before(('نفى', 'نفت'), who.gender)} {who.text} مقتل {dead.said('gen')} {scene.at(where, when)}"
    return Told(text, [tolls.row("killed", dead, where, when, speaker=who.text, status="denied")])


def accused(scene: Scene) -> Told:
    """«اتهمت منظمة كذا قوات كذا بقتل ثلاثة مدنيين في …»."""
    who, doer = scene.body(), scene.state()
    dead, where, when = scene.exact(scene.noun("person.civilian")), scene.where(), scene.when()
    verb = before(("اتهم", "اتهمت"), who.gender)
    text = f"{verb} {who.text} {doer.text} بقتل {dead.said('gen')} {scene.at(where, when)}"
    return Told(text, [tolls.row("killed", dead, where, when, agent=doer.text, speaker=who.text, status="alleged")])


def nothing(kind: str) -> Callable[[Scene], Told]:
    """A sentence without a claim."""

    def told(scene: Scene) -> Told:
        template = scene.fresh(lambda: scene.dice.choice(words("background.yaml")[kind]))
        feminine = [n for n in scene.here["state"] + scene.here["groups"] if n.endswith(" f")]
        heard = [n for n in scene.here["heard"] if n.endswith(" f")]
        text = template.format(
            city=scene.dice.choice(scene.here["cities"]),
            n=scene.dice.randint(11, 99),
            year=scene.dice.randint(2005, 2011),
            force_f=scene.dice.choice(feminine).removesuffix(" f"),
            heard_f=scene.dice.choice(heard).removesuffix(" f"),
        )
        return Told(text.removesuffix("."), [])

    return told


CONSTRUCTIONS: dict[str, Callable[[Scene], Told]] = {
    "passive": tolls.passive,
    "by whom": tolls.by_whom,
    "active": tolls.active,
    "cause and toll": tolls.causal,
    "lives taken": tolls.lives_taken,
    "nouns of result": tolls.result_nouns,
    "met their death": tolls.met_death,
    "killed and wounded in one": tolls.both_in_one,
    "breakdown": tolls.breakdown,
    "duals": tolls.dual,
    "about": tolls.bounded("approx"),
    "at least": tolls.bounded("at_least"),
    "at most": tolls.bounded("at_most"),
    "range": tolls.bounded("range"),
    "without a number": tolls.vague,
    "headline": tolls.headline,
    "toll that rises": tolls.toll_rises,
    "victim by name": tolls.named_victim,
    "recap": tolls.recap,
    "people taken": tolls.taken,
    "people released": tolls.released,
    "people displaced": tolls.displaced,
    "people who gave up": tolls.gave_up,
    **deeds.CONSTRUCTIONS,
    "says that": says_that,
    "announces": announces,
    "according to": according_to,
    "chain of sources": chain,
    "spokesman": spokesman,
    "goes on": goes_on,
    "alleged": alleged,
    "denied": denied,
    "accused": accused,
}
#: Sentences in which nothing is to be found.
NOTHING: dict[str, Callable[[Scene], Told]] = {
    "background (no claim)": nothing("plain"),
    "unreal (no claim)": nothing("unreal"),
}
