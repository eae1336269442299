"""Made reports: sentences of known claims among sentences without, in the shape and with the flaws of real pages."""

from __future__ import annotations

import html
import random
import re
from typing import NamedTuple

from made_news.scene import Row, Scene, Told, words
from made_news.voices import CONSTRUCTIONS, NOTHING

SEED = 20200126
#: How the letters look: as they should, as writers in a hurry leave them, as pages mangle them.
LOOKS = ("clean", "clean", "hasty", "mangled")


class Sentence(NamedTuple):
    """A sentence of a report: what it is made by, its claims, where it begins and ends in the text."""

    construction: str
    rows: list[Row]
    start: int
    end: int


class Made(NamedTuple):
    """A report with the claims that are in it."""

    number: int
    text: str
    published: str
    look: str
    sentences: list[Sentence]


def made(number: int, seed: int = SEED) -> Made:
    """The report of that number: the same in every run."""
    dice = random.Random(seed * 1_000_003 + number)
    scene = Scene(dice)
    look = dice.choice(LOOKS)
    # in turn, so that each construction is told equally often whatever the number of reports
    names = [list(CONSTRUCTIONS)[(number * 3 + i * 17) % len(CONSTRUCTIONS)] for i in range(dice.randint(1, 3))]
    told = [(name, CONSTRUCTIONS[name](scene)) for name in names]
    for _ in range(dice.randint(1, 4)):
        name = dice.choice(sorted(NOTHING))
        told.insert(dice.randint(1, len(told)), (name, NOTHING[name](scene)))
    return _joined(number, scene, look, told)


def _joined(number: int, scene: Scene, look: str, told: list[tuple[str, Told]]) -> Made:
    text, sentences = "", []
    for place, (name, one) in enumerate(told):
        said = one.text
        if place and not said.startswith("و") and name not in NOTHING:
            said = scene.dice.choice(["و", "و", "كما ", "وفي تطور آخر، "]) + said
        if name == "headline":
            said = one.text
        said = _look(said, look, scene.dice)
        end = "\n" if name == "headline" else scene.dice.choice([". ", ". ", ".\n", ".\n\n"])
        sentences.append(Sentence(name, one.rows, len(text), len(text) + len(said)))
        text += said + end
    for line in scene.dice.sample(words("background.yaml")["furniture"], scene.dice.choice([0, 0, 1, 3])):
        text += "\n" + line.format(city=scene.dice.choice(scene.here["cities"]), n=7, year=scene.published.year)
    return Made(number, text, scene.published.isoformat(), look, sentences)


def _look(text: str, look: str, dice: random.Random) -> str:
    """The text as it is, or with the spelling that hasty writers and careless pages leave."""
    if look == "clean":
        return text
    spelled = []
    for word in text.split(" "):
        if look == "hasty":
            word = _hasty(word, dice)
        elif dice.random() < 0.15:
            word = _mangled(word, dice)
        spelled.append(word)
    gap = [" "] if look == "hasty" else [" ", " ", " ", "\u00a0", "  ", " \u200f"]
    return "".join(word + (dice.choice(gap) if i < len(spelled) - 1 else "") for i, word in enumerate(spelled))


def _hasty(word: str, dice: random.Random) -> str:
    """Without nunation and vowels, hamzas and dots left out here and there."""
    word = re.sub("[\u064b-\u0652]", "", word)
    if dice.random() < 0.5:
        word = re.sub("^(و?)[أإ]", r"\1ا", word)
    if dice.random() < 0.2:
        word = re.sub("ة$", "ه", word)
    return word


def _mangled(word: str, dice: random.Random) -> str:
    """A stretched letter or a vowel sign inside; digits and short words are left."""
    if len(word) < 4 or not re.fullmatch("[\u0621-\u064a]+", word):
        return word
    at = dice.randint(2, len(word) - 2)
    if word[at - 1] in "اأإآدذرزوؤةىء":
        return word[:at] + "\u064e" + word[at:] if word[at - 1] not in "اآى" else word
    return word[:at] + dice.choice(["ـ", "ـــ", "\u0650"]) + word[at:]


def page(report: Made) -> bytes:
    """The report as a saved page, with the menus, captions and links that surround an article."""
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in report.text.split("\n") if p.strip())
    date = f'<meta property="article:published_time" content="{report.published}T09:30:00+03:00">'
    links = "".join(f'<li><a href="/{n}">مقتل {n} في غارة على بلدة أخرى</a></li>' for n in range(3, 9))
    menu = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("أخبار", "رياضة", "اقتصاد", "صور"))
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{date}<title>خبر</title></head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article>{paragraphs}</article></main>"
        f'<aside class="related"><h3>اقرأ أيضاً</h3><ul>{links}</ul></aside><footer>© 2020</footer></body></html>'
    ).encode()
