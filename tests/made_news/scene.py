"""What a made report draws from: its country, its day, its forces and towns, each figure and place used but once."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from made_news.grammar import Case, Noun, Style, after, counted, noun, written

HERE = Path(__file__).resolve().parent
Row = dict[str, Any]
MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
LEVANTINE = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|")
WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
PARTS = ["", "", "مساء ", "صباح ", "فجر "]


class Name(NamedTuple):
    """A name with its gender."""

    text: str
    gender: str


class Where(NamedTuple):
    """A place as the text says it with its preposition, without it, and the name that a reader must find in it."""

    phrase: str
    bare: str
    name: str


class When(NamedTuple):
    """A day as the text says it, and its first and last day."""

    phrase: str
    start: str
    end: str


class Measure(NamedTuple):
    """How many of what: the phrase in each case, the values of its row, and the number that verbs agree with."""

    said: Callable[[Case], str]
    row: Row
    number: int
    what: Noun


class Told(NamedTuple):
    """A sentence without its full stop, and the claims in it. Rows say what is certain; the rest is not compared."""

    text: str
    rows: list[Row]


@cache
def words(name: str = "lexicon.yaml") -> Any:
    """A file of words beside this module."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@cache
def nouns() -> list[Noun]:
    """Every noun of the lexicon."""
    return [noun(**entry) for entry in words()["nouns"]]


def called(sg: str) -> Noun:
    """The noun of that singular."""
    return next(n for n in nouns() if n.sg == sg)


def name_of(entry: str) -> Name:
    """A name of the lexicon, whose last letter is its gender."""
    text, _, gender = entry.rpartition(" ")
    return Name(text, gender)


class Scene:
    """One report's draws."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.country = dice.choice(sorted(words()["countries"]))
        self.here = words()["countries"][self.country]
        self.published = datetime.date(2012, 1, 1) + datetime.timedelta(days=dice.randrange(4700))
        self.style: Style = dice.choice(["words", "digits", "digits", "indic"])
        self.used: set[Any] = set()

    # ---- names

    def fresh(self, draw: Callable[[], Any]) -> Any:
        """A draw that this report has not had yet, if one comes soon."""
        for _ in range(40):
            drawn = draw()
            if drawn not in self.used:
                break
        self.used.add(drawn)
        return drawn

    def state(self) -> Name:
        """A force of the state."""
        return name_of(self.dice.choice(self.here["state"]))

    def group(self) -> Name:
        """An armed group."""
        return name_of(self.dice.choice(self.here["groups"]))

    def sides(self) -> tuple[Name, Name]:
        """Two sides that fight each other."""
        both = [self.state(), self.group()]
        self.dice.shuffle(both)
        return both[0], both[1]

    def heard(self) -> Name:
        """Somebody who is heard, by name or without."""
        entries = self.here["heard"] if self.dice.random() < 0.6 else words()["unnamed"]
        return name_of(self.dice.choice(entries))

    def body(self) -> Name:
        """A ministry, an agency or a monitor."""
        return name_of(self.dice.choice(self.here["heard"]))

    def town(self) -> tuple[str, str]:
        """A town's kind and name."""
        kind = self.dice.choice(["مدينة", "بلدة", "بلدة", "قرية"])
        names = self.here["cities"] if kind == "مدينة" else self.here["towns"]
        return self.fresh(lambda: (kind, self.dice.choice(names)))

    def where(self) -> Where:
        """A place with its preposition: «في بلدة كذا»، «قرب مدينة كذا»، «في بلدة كذا بريف كذا»."""
        kind, name = self.town()
        bare = f"{kind} {name}"
        if self.here["provinces"] and self.dice.random() < 0.35:
            province = self.dice.choice([p for p in self.here["provinces"] if p != name])
            bare += self.dice.choice([f" بريف {province}", f" في محافظة {province}", f" بمحافظة {province}"])
        before = self.dice.choice(["في", "في", "في", "قرب", "شرق", "في محيط"])
        return Where(f"{before} {bare}", bare, name)

    def at(self, where: Where, when: When) -> str:
        """Place and day, now the one first and now the other, with a remark about the place now and then."""
        if self.dice.random() < 0.3:
            return f"{when.phrase} {where.phrase}"
        return f"{where.phrase}{self._remark()} {when.phrase}"

    def _remark(self) -> str:
        """What a report adds of a place, with figures that count nothing."""
        far, city = self.dice.randint(12, 90), self.dice.choice(self.here["cities"])
        far += 3 * (far % 100 in (1, 2))
        remarks = [f" ({far} كم عن العاصمة)", f"، الواقعة على بعد نحو {far} كيلومتراً من {city}،", " المحاصرة منذ سنوات"]
        return self.dice.choice(remarks) if self.dice.random() < 0.12 else ""

    # ---- days

    def when(self) -> When:
        """A day before publication, or the day itself, in one of the ways that reports say it."""
        ago = self.dice.randint(0, 6)
        day = self.published - datetime.timedelta(days=ago)
        phrase = self.dice.choice([self._by_weekday, self._by_weekday, self._by_month])(day, ago)
        return When(phrase, day.isoformat(), day.isoformat())

    def _by_weekday(self, day: datetime.date, ago: int) -> str:
        weekday, part = WEEKDAYS[day.weekday()], self.dice.choice(PARTS)
        if ago == 0:
            return self.dice.choice([f"{part}اليوم", f"{part}اليوم {weekday}"])
        if ago == 1:
            return self.dice.choice([f"{part}أمس", f"{part}أمس {weekday}"])
        return self.dice.choice([f"{part}{weekday}", f"{part}يوم {weekday}", f"يوم {weekday} الماضي"])

    def _by_month(self, day: datetime.date, ago: int) -> str:
        month = self.dice.choice([MONTHS, LEVANTINE])[day.month - 1]
        both = f"{LEVANTINE[day.month - 1]}/{MONTHS[day.month - 1]}"
        name = self.dice.choice([month, both])
        year = self.dice.choice(["", f" {day.year}"])
        return self.dice.choice([f"في {day.day} {name}{year}", f"يوم {day.day} {name}{year}"])

    # ---- figures

    def noun(self, *codes: str) -> Noun:
        """A noun of one of the classes, or of those within them."""
        return self.dice.choice([n for n in nouns() if n.code.startswith(codes)])

    def people(self) -> Noun:
        """People who can fall victim."""
        return self.noun("person")

    def number(self, few: bool = False) -> int:
        """A figure that this report has not used; one and two among hundreds and up are left to digits."""
        most = 10 if few else self.dice.choice([10, 10, 40, 99, 99, 400, 2500])
        style = self.style
        drawn: int = self.fresh(lambda: self.dice.randint(3, most))
        while style == "words" and drawn > 10 and drawn % 100 in (0, 1, 2):
            drawn = self.fresh(lambda: self.dice.randint(3, most))
        return drawn

    def exact(self, what: Noun, number: int | None = None) -> Measure:
        """So many of something."""
        n = self.number() if number is None else number
        qualifier = "exact" if n > 1 else "implicit"
        return Measure(
            lambda case: counted(n, what, case, self.style), {"low": n, "high": n, "qualifier": qualifier}, n, what
        )

    def bounded(self, what: Noun, kind: str) -> Measure:
        """A figure with a word that bounds it: ``approx``, ``at_least``, ``at_most``, ``range``."""
        n = self.number()
        plain: Callable[[Case], str] = lambda case: counted(n, what, case, self.style)  # noqa: E731
        if kind == "range":
            return self._range(what)
        said, low, high = {
            "approx": (["نحو {}", "حوالي {}", "قرابة {}"], n, n),
            "at_least": (["أكثر من {}", "ما لا يقل عن {}", "{} على الأقل"], n, None),
            "at_most": (["ما لا يزيد على {}", "ما لا يتجاوز {}"], None, n),
        }[kind]
        frame = self.dice.choice(said)
        return Measure(
            lambda case: frame.format(plain(case if frame.startswith("{") else "gen")),
            {"low": low, "high": high, "qualifier": kind},
            n,
            what,
        )

    def _range(self, what: Noun) -> Measure:
        low = self.number()
        high = low + self.dice.randint(2, 9)
        while high > 10 and high % 100 in (0, 1, 2):
            high += 1
        one, other = (written(n, what.gender, "gen", self.style) for n in (low, high))
        frame = self.dice.choice(["ما بين {} و{} {}", "بين {} و{} {}"])
        text = frame.format(one, other, after(high, what))
        return Measure(lambda case: text, {"low": low, "high": high, "qualifier": "range"}, high, what)

    def vague(self, what: Noun) -> Measure:
        """Some, tens, hundreds of something."""
        plural = "ال" + what.pl
        frame = self.dice.choice(["عشرات {}", "مئات {}", "عدد من {}", "العشرات من {}"])
        return Measure(lambda case: frame.format(plural), {"qualifier": "vague"}, 20, what)
