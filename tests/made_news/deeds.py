"""Constructions that tell of things lost and seized, of attacks and fights, and of ground that changes hands."""

from __future__ import annotations

from collections.abc import Callable

from made_news.grammar import before, counted
from made_news.scene import Measure, Row, Scene, Told, called
from made_news.tolls import row

GEAR = ("vehicle", "weapon.artillery", "weapon.rocket")


def some(scene: Scene, *codes: str) -> Measure:
    """One, two or a few things of a class not drawn before in this report."""
    what = scene.fresh(lambda: scene.noun(*codes))
    return scene.exact(what, scene.dice.choice([1, 2, 2, None, None]))


def several(scene: Scene, *codes: str) -> list[Measure]:
    """Two or three things of different classes."""
    found: dict[str, Measure] = {}
    for _ in range(scene.dice.choice([2, 3])):
        one = some(scene, *codes)
        found.setdefault(one.what.code, one)
    return list(found.values())


def losses(scene: Scene) -> Told:
    """«دمرت قوات كذا دبابتين وثلاث عربات مدرعة وشاحنة تابعة لكذا في …»."""
    doer, foe = scene.sides()
    things, where, when = several(scene, *GEAR), scene.where(), scene.when()
    listed = " و".join(thing.said("acc") for thing in things)
    text = f"{before(('دمر', 'دمرت'), doer.gender)} {doer.text} {listed} {to(foe.text)} {scene.at(where, when)}"
    return Told(text, [row("destroyed", m, where, when, agent=doer.text, patient=foe.text) for m in things])


def to(name: str) -> str:
    """«تابعة ل» and a name, the article written as after «ل»."""
    return "تابعة " + ("لل" + name[2:] if name.startswith("ال") else "ل" + name)


def destroyed_passive(scene: Scene) -> Told:
    """«دُمرت ثلاث دبابات في …»."""
    thing, where, when = some(scene, *GEAR), scene.where(), scene.when()
    verb = before(("دُمر", "دُمرت"), thing.what.gender)
    return Told(f"{verb} {thing.said('nom')} {scene.at(where, when)}", [row("destroyed", thing, where, when)])


def destroyed_noun(scene: Scene) -> Told:
    """«تمكنت قوات كذا من تدمير دبابتين …»."""
    doer = scene.group()
    things, where, when = several(scene, *GEAR), scene.where(), scene.when()
    listed = " و".join(thing.said("gen") for thing in things)
    text = f"{before(('تمكن', 'تمكنت'), doer.gender)} {doer.text} من تدمير {listed} {scene.at(where, when)}"
    return Told(text, [row("destroyed", m, where, when, agent=doer.text) for m in things])


def seized(scene: Scene) -> Told:
    """«استولت قوات كذا على أربع دبابات وراجمتي صواريخ …»."""
    doer = scene.group()
    things, where, when = several(scene, *GEAR), scene.where(), scene.when()
    listed = " و".join(thing.said("gen") for thing in things)
    text = f"{before(('استولى', 'استولت'), doer.gender)} {doer.text} على {listed} {scene.at(where, when)}"
    return Told(text, [row("seized", m, where, when, agent=doer.text) for m in things])


def two_deeds(scene: Scene) -> Told:
    """«ضبط وتدمير 43 عبوة ناسفة»: one figure, two claims."""
    doer, where, when = scene.state(), scene.where(), scene.when()
    things = scene.exact(called("عبوة ناسفة"))
    text = (
        f"{before(('أعلن', 'أعلنت'), doer.gender)} {doer.text} ضبط وتدمير {things.said('gen')} {scene.at(where, when)}"
    )
    both = [row(action, things, where, None, speaker=doer.text) for action in ("seized", "destroyed")]
    return Told(text, both)


def shot_down(scene: Scene) -> Told:
    """«أسقطت قوات كذا طائرة مسيرة في أجواء …»."""
    doer, thing = scene.dice.choice([scene.state, scene.group])(), some(scene, "aircraft")
    where, when = scene.where(), scene.when()
    text = f"{before(('أسقط', 'أسقطت'), doer.gender)} {doer.text} {thing.said('acc')} {scene.at(where, when)}"
    return Told(text, [row("shot_down", thing, where, when, agent=doer.text)])


def model_named(scene: Scene) -> Told:
    """«دمرت … دبابة من طراز T-72 بصاروخ من عيار 107 ملم»: neither model nor calibre is a figure."""
    doer, where, when = scene.group(), scene.where(), scene.when()
    thing = scene.exact(called("دبابة"), scene.dice.choice([1, 2, 3]))
    model = scene.dice.choice(["T-72", "«تي 55»", "T-90"])
    verb = before(("دمر", "دمرت"), doer.gender)
    text = f"{verb} {doer.text} {thing.said('acc')} من طراز {model} بصواريخ من عيار 107 ملم {scene.at(where, when)}"
    return Told(text, [row("destroyed", thing, where, when, agent=doer.text)])


def homes(scene: Scene) -> Told:
    """«دمر القصف أربعة منازل في …»."""
    thing, where, when = some(scene, "site.home", "site.school"), scene.where(), scene.when()
    text = f"دمر القصف المدفعي {thing.said('acc')} {scene.at(where, when)}"
    event: Row = {"action": "shelling", "place": where.name, "start": when.start, "end": when.end}
    return Told(text, [row("destroyed", thing, where, when), event])


def raids_counted(scene: Scene) -> Told:
    """«شنت طائرات حربية 12 غارة على …»."""
    doer, (kind, name), when = scene.state(), scene.town(), scene.when()
    n = scene.number()
    said = counted(n, called("غارة"), "acc", scene.style)
    owner = "طائرات " + doer.text if scene.dice.random() < 0.5 else doer.text
    verb = before(("شن", "شنت"), "f" if owner != doer.text else doer.gender)
    told: Row = {"action": "airstrike", "low": n, "high": n, "qualifier": "exact", "agent": doer.text, "place": name}
    text = f"{verb} {owner} {said} على {kind} {name} {when.phrase}"
    return Told(text, [told | {"start": when.start, "end": when.end}])


def shells_counted(scene: Scene) -> Told:
    """«أطلقت … 15 قذيفة هاون على …»."""
    doer, (kind, name), when = scene.group(), scene.town(), scene.when()
    n, what = scene.number(), called(scene.dice.choice(["قذيفة", "صاروخ"]))
    said = counted(n, what, "acc", scene.style)
    text = f"{before(('أطلق', 'أطلقت'), doer.gender)} {doer.text} {said} على {kind} {name} {when.phrase}"
    told: Row = {"action": "shelling", "low": n, "high": n, "qualifier": "exact", "agent": doer.text, "place": name}
    return Told(text, [told | {"start": when.start, "end": when.end}])


#: noun after «شن» or «نفذ», its action
DEEDS = (("هجوماً", "attack"), ("هجوماً واسعاً", "attack"), ("قصفاً مدفعياً", "shelling"), ("غارات جوية", "airstrike"))


def attack(scene: Scene) -> Told:
    """«شنت قوات كذا هجوماً على مواقع تنظيم كذا في …»."""
    doer, foe = scene.sides()
    noun, action = scene.dice.choice(DEEDS)
    where, when = scene.where(), scene.when()
    text = f"{before(('شن', 'شنت'), doer.gender)} {doer.text} {noun} على مواقع {foe.text} {scene.at(where, when)}"
    told: Row = {"action": action, "agent": doer.text, "patient": foe.text, "place": where.name}
    return Told(text, [told | {"start": when.start, "end": when.end}])


def struck(scene: Scene) -> Told:
    """«قصفت قوات كذا بلدة كذا بالمدفعية»، «هاجم تنظيم كذا بلدة كذا»."""
    doer, (kind, name), when = scene.state(), scene.town(), scene.when()
    verb, how, action = scene.dice.choice(
        [
            (("قصف", "قصفت"), "بالمدفعية الثقيلة", "shelling"),
            (("قصف", "قصفت"), "بالصواريخ", "shelling"),
            (("قصف", "قصفت"), "بالطائرات", "airstrike"),
            (("هاجم", "هاجمت"), "", "attack"),
        ]
    )
    text = f"{before(verb, doer.gender)} {doer.text} {kind} {name} {how} {when.phrase}"
    told: Row = {"action": action, "agent": doer.text, "place": name, "start": when.start, "end": when.end}
    return Told(" ".join(text.split()), [told])


def clash(scene: Scene) -> Told:
    """«اندلعت اشتباكات عنيفة بين كذا وكذا في …»."""
    one, other = scene.sides()
    where, when = scene.where(), scene.when()
    opened = scene.dice.choice(["اندلعت اشتباكات عنيفة", "دارت معارك عنيفة", "وقعت مواجهات", "تجددت الاشتباكات"])
    text = f"{opened} بين {one.text} و{other.text} {scene.at(where, when)}"
    return Told(text, [{"action": "clash", "place": where.name, "start": when.start, "end": when.end}])


def explosion(scene: Scene) -> Told:
    """«انفجرت سيارة مفخخة في سوق شعبية وسط …»."""
    where, when = scene.where(), scene.when()
    what = scene.dice.choice(["انفجرت سيارة مفخخة", "انفجرت عبوة ناسفة", "وقع انفجار عنيف", "فجر انتحاري نفسه"])
    told: Row = {"action": "explosion", "place": where.name, "start": when.start, "end": when.end}
    return Told(f"{what} {scene.at(where, when)}", [told])


def took(scene: Scene) -> Told:
    """«سيطرت قوات كذا على بلدة كذا أمس»."""
    doer, (kind, name), when = scene.group(), scene.town(), scene.when()
    verb, by = scene.dice.choice(
        [(("سيطر", "سيطرت"), "على"), (("استولى", "استولت"), "على"), (("استعاد", "استعادت"), "السيطرة على")]
    )
    text = f"{before(verb, doer.gender)} {doer.text} {by} {kind} {name} {when.phrase}"
    told: Row = {"action": "took", "object": "place.settlement", "agent": doer.text, "place": name}
    return Told(text, [told | {"start": when.start, "end": when.end}])


def took_two(scene: Scene) -> Told:
    """«سيطر الجيش على بلدتي كذا وكذا»: a row for each name."""
    doer, when = scene.state(), scene.when()
    names = scene.dice.sample(scene.here["towns"], 2)
    text = f"{before(('سيطر', 'سيطرت'), doer.gender)} {doer.text} على بلدتي {names[0]} و{names[1]} {when.phrase}"
    told = [{"action": "took", "object": "place.settlement", "agent": doer.text, "place": name} for name in names]
    return Told(text, [one | {"start": when.start, "end": when.end} for one in told])


def lost(scene: Scene) -> Told:
    """«انسحبت قوات كذا من بلدة كذا»."""
    side, (kind, name), when = scene.dice.choice([scene.state, scene.group])(), scene.town(), scene.when()
    text = f"{before(('انسحب', 'انسحبت'), side.gender)} {side.text} من {kind} {name} {when.phrase}"
    told: Row = {"action": "lost", "object": "place.settlement", "patient": side.text, "place": name}
    return Told(text, [told | {"start": when.start, "end": when.end}])


def besieged(scene: Scene) -> Told:
    """«حاصرت قوات كذا بلدة كذا»."""
    doer, (kind, name), when = scene.state(), scene.town(), scene.when()
    text = f"{before(('حاصر', 'حاصرت'), doer.gender)} {doer.text} {kind} {name} {when.phrase}"
    return Told(text, [{"action": "besieged", "agent": doer.text, "place": name}])


CONSTRUCTIONS: dict[str, Callable[[Scene], Told]] = {
    "losses in a list": losses,
    "losses, passive": destroyed_passive,
    "losses, verbal noun": destroyed_noun,
    "things seized": seized,
    "two deeds, one figure": two_deeds,
    "brought down": shot_down,
    "models and calibres": model_named,
    "homes destroyed": homes,
    "raids counted": raids_counted,
    "shells counted": shells_counted,
    "attack on a side": attack,
    "attack on a town": struck,
    "clash of two sides": clash,
    "explosion": explosion,
    "ground taken": took,
    "two towns taken": took_two,
    "ground lost": lost,
    "siege": besieged,
}
