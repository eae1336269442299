# ruff: noqa: E501 — the page that is written has its own lines
"""Measures Rasd beside what people use instead, its extractor beside others, and writes docs/peers-speed.md."""

from __future__ import annotations

import collections
import importlib
import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pages
import reports

import rasd
from rasd.loading.page import read_page

RESULT = Path(__file__).resolve().parent.parent / "docs" / "peers-speed.md"
ROUNDS, PAGES, TEXTS = 5, 60, 40
Work = Callable[[], object]
Extractor = Callable[[bytes], str]


class Measured(NamedTuple):
    """One of those that were compared: how many a second, and how many times as fast as Rasd (the median)."""

    name: str
    rate: float
    ratio: float


def interleaved(ours: Work, others: dict[str, Work], number: int, rounds: int = ROUNDS) -> list[Measured]:
    """Ours and the others in turn, in CPU time: rates, and the medians of the ratios to ours."""
    seconds: dict[str, list[float]] = collections.defaultdict(list)
    for turn in range(rounds + 1):
        for name, work in {"": ours, **others}.items():
            start = time.process_time()
            work()
            if turn:  # the first fills caches
                seconds[name].append(time.process_time() - start)
    return [
        Measured(
            name or "Rasd",
            number / statistics.median(spent),
            statistics.median(mine / other for mine, other in zip(seconds[""], spent, strict=True)),
        )
        for name, spent in seconds.items()
    ]


def module(name: str) -> Any:
    """A library, where it is installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


# ---- reading beside others


def readers(texts: Sequence[str]) -> dict[str, Work]:
    """What people do with Arabic text instead, each over all texts; none of them reads a claim."""
    found: dict[str, Work] = {}
    if spacy := module("spacy"):
        tokenizer = spacy.blank("ar")
        found["spaCy `ar`, its tokenizer alone"] = lambda: [tokenizer(text) for text in texts]
    if (search := module("dateparser.search")) is not None:
        few = texts[: max(1, len(texts) // 10)]
        found["`dateparser.search` (dates alone)"] = lambda: ([search.search_dates(t, languages=["ar"]) for t in few])
    if module("yargy"):
        found["yargy, 12 rules"] = _yargy(texts[: max(1, len(texts) // 10)])
    return found


def _yargy(texts: Sequence[str]) -> Work:
    from yargy import Parser, or_, rule
    from yargy.predicates import in_
    from yargy.predicates import type as of_type

    people, did = ("جنود", "مدنيين", "أشخاص", "مسلحين"), ("قتل", "مقتل", "إصابة")
    rules = [rule(in_({verb}), of_type("INT"), in_({noun})) for verb in did for noun in people]
    parser = Parser(or_(*rules))
    return lambda: [list(parser.findall(text)) for text in texts]


def reading_table() -> list[Measured]:
    """Reading beside the others."""
    texts = reports.usual(TEXTS, seed=77)
    others = readers(texts)
    shares = {name: 10 if "dateparser" in name or "yargy" in name else 1 for name in others}
    measured = interleaved(
        lambda: [rasd.read(rasd.Report.from_text(t, published="2020-01-26")) for t in texts], others, TEXTS, 3
    )
    return [m._replace(rate=m.rate / shares.get(m.name, 1), ratio=m.ratio / shares.get(m.name, 1)) for m in measured]


# ---- extractors


def extractors() -> dict[str, Extractor]:
    """Pages to text: ours, and those that are installed."""
    found: dict[str, Extractor] = {"Rasd (on selectolax)": lambda raw: read_page(raw, "page").text}
    if trafilatura := module("trafilatura"):
        found["trafilatura"] = lambda raw: trafilatura.extract(raw.decode(), include_comments=False) or ""
    if plain := module("resiliparse.extract.html2text"):
        tree = module("resiliparse.parse.html").HTMLTree
        found["resiliparse"] = lambda raw: plain.extract_plain_text(tree.parse(raw.decode()), main_content=True)
    return found


class Quality(NamedTuple):
    """How much of the articles an extractor gives, how much of what it gives is of them, pages a second."""

    name: str
    recall: float
    precision: float
    worst: float
    rate: float
    claims: int
    wrong: int


def quality() -> list[Quality]:
    """Each extractor on all pages, by words; and what reading finds in what it gives."""
    made = list(pages.pages(PAGES))
    truths = [collections.Counter(_words(f"{p.title} {' '.join(p.paragraphs)}")) for p in made]
    wanted = [_claims(p.title + "\n" + "\n".join(p.paragraphs)) for p in made]
    found = []
    for name, extract in extractors().items():
        start = time.process_time()
        texts = [extract(page.html) for page in made]
        rate = PAGES / (time.process_time() - start)
        counts = [collections.Counter(_words(text)) for text in texts]
        hits = [(c & t).total() for c, t in zip(counts, truths, strict=True)]
        recall = sum(hits) / sum(t.total() for t in truths)
        precision = sum(hits) / max(1, sum(c.total() for c in counts))
        worst = min(h / t.total() for h, t in zip(hits, truths, strict=True))
        read = [_claims(text) for text in texts]
        right = sum((a & b).total() for a, b in zip(read, wanted, strict=True))
        wrong = sum(a.total() for a in read) - right
        found.append(Quality(name, recall, precision, worst, rate, right, wrong))
    return found


def _words(text: str) -> Iterable[str]:
    return re.findall(r"\w+", text)


def _claims(text: str) -> collections.Counter[tuple[Any, ...]]:
    """Claims as what they say."""
    read = rasd.read(rasd.Report.from_text(text, published="2020-01-26"))
    return collections.Counter((c.action, c.object, c.count.low, " ".join(c.evidence.text.split())[:60]) for c in read)


class Share(NamedTuple):
    """Pages to claims: pages a second, and the share of the time that taking pages apart has."""

    rate: float
    share: float


def page_to_claims() -> Share:
    """Pages read from bytes to claims, in turn with taking them apart alone."""
    made = [page.html for page in pages.pages(PAGES, seed=5)]
    whole: list[float] = []
    part: list[float] = []
    for turn in range(ROUNDS + 1):
        start = time.process_time()
        texts = [read_page(raw, "page").text for raw in made]
        between = time.process_time()
        for text in texts:
            rasd.read(rasd.Report.from_text(text, published="2020-01-26"))
        if turn:
            whole.append(time.process_time() - start)
            part.append(between - start)
    share = statistics.median(p / w for p, w in zip(part, whole, strict=True))
    return Share(PAGES / statistics.median(whole), share)


def page() -> str:
    """What was measured, as a document."""
    readers_ = "\n".join(f"| {m.name} | {m.rate:,.0f} | {m.ratio:.2f} |" for m in reading_table())
    extracted = quality()
    rows = "\n".join(
        f"| {q.name} | {q.recall:.3f} | {q.precision:.3f} | {q.worst:.2f} | {q.claims:,} | {q.wrong:,} | {q.rate:,.0f} |"
        for q in extracted
    )
    share = page_to_claims()
    missing = [name for name in ("spacy", "dateparser", "yargy", "trafilatura", "resiliparse") if module(name) is None]
    left_out = f"\nNot installed here, and so not measured: {', '.join(missing)}.\n" if missing else ""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# Rasd beside what people use instead

Written by `python bench/peers.py`, a part of `make bench` ({machine}); others take part where they are installed
(`pip install "rasd[bench]"`).

## Reading

On the same reports, interleaved, CPU time, one core; the last column is how many times as fast as Rasd it is (the median
of ratios). None of the others reads a claim: they cut words, find dates, or match twelve patterns of three words.

| | reports/s | against Rasd |
|---|---|---|
{readers_}
{left_out}
## From pages to claims

{PAGES} pages made up by `bench/pages.py` in six layouts, from bytes to claims: **{share.rate:,.0f} pages/s**, of which taking
the page apart has **{share.share:.0%}** of the time.

## Extractors

The same pages: how many of the words of the title and the article an extractor gives (all pages, and the worst page), how
many of the words that it gives are of them, how many claims are then read right, and how many that the article does not
make (of captions, comments, other stories, or cut off). The pages were made for this project, and so was its extractor:
on pages of the wild each of them does worse.

| | words found | words right | worst page | claims right | claims wrong | pages/s |
|---|---|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    RESULT.write_text(page(), encoding="utf-8")
