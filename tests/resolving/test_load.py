"""What resolving costs, and what a large gazetteer of the user's own costs: ratios, taken in one run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rasd.arabic.words import tokenise
from rasd.codebook import book, gazetteer, shelf
from rasd.gazetteers.adding import Wanted, add
from rasd.model import Claim, Report
from rasd.reading import reader
from rasd.reading.knowledge import Knowledge
from rasd.resolving.claims import read, resolved

ROOT = Path(__file__).resolve().parents[2]
SYLLABLES = "دل رم سع طف قك نه وب جخ شص زض".split()
NUMBER = 65_000


def spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import reports as made
    finally:
        sys.path.remove(str(ROOT / "bench"))
    return [Report.from_text(text, published="2020-01-26") for text in made.usual(60, seed=5)]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a gazetteer of 65,000 places."""
    folder = tmp_path_factory.mktemp("data")
    patch = pytest.MonkeyPatch()
    patch.setenv("RASD_DATA_DIR", str(folder))
    path = folder / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name_ar,lat,lon,cc\n")
        for n in range(NUMBER):
            name = "".join(SYLLABLES[int(digit)] for digit in str(n))
            file.write(f"{n},قرية {name},{30 + n % 700 / 100},{36 + n // 700 / 100},SY\n")
        for n, name in enumerate(("حلب", "سراقب", "تعز", "بنغازي", "الفاشر")):
            file.write(f"x{n},{name},{31 + n},{37 + n},SY\n")
    try:
        begun = time.monotonic()
        assert add(Wanted(str(path))).rows == NUMBER + 5
        assert time.monotonic() - begun < 60, "tens of thousands of places take seconds"
        yield folder
    finally:
        patch.undo()


def knowledge(folder: Path | None) -> Knowledge:
    added = shelf.load(folder / shelf.FOLDER) if folder else None
    return Knowledge(book.load(), gazetteer.load(), added)


def test_resolving_costs_a_fifth_of_reading_at_most(reports: list[Report]) -> None:
    known = knowledge(None)

    def one_round() -> float:
        texts = [reader.look_up(r, known) for r in reports]
        claims: list[list[Claim]] = []
        reading = spent(lambda: claims.extend(reader.read(r, knowledge=known) for r in reports))
        both = zip(reports, texts, claims, strict=True)
        return spent(lambda: [resolved(r, t.tokens, c, known) for r, t, c in both]) / reading

    one_round()
    assert min(one_round() for _ in range(5)) < 0.2


def test_many_added_places_cost_no_speed(reports: list[Report], large: Path) -> None:
    bare, full = knowledge(None), knowledge(large)
    for known in (bare, full):
        assert [read(r, knowledge=known) for r in reports]

    def ratio() -> float:
        without = spent(lambda: [read(r, knowledge=bare) for r in reports])
        return spent(lambda: [read(r, knowledge=full) for r in reports]) / without

    assert min(ratio() for _ in range(5)) < 1.1


def test_many_added_places_take_little_memory(large: Path) -> None:
    code = (
        "import resource, sys, rasd\n"
        "rasd.read(rasd.Report.from_text('قتل ثلاثة جنود في حلب وسراقب وتعز وبنغازي والفاشر'))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != 'darwin' else 1024**2))"
    )

    def peak(folder: Path) -> float:
        environment = {"RASD_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "0"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
        return float(done.stdout)

    assert peak(large) - peak(large / "nothing") < 60


def test_the_cost_of_a_long_report_grows_with_its_length(reports: list[Report]) -> None:
    known = knowledge(None)

    def cost(times: int) -> float:
        text = "\n".join(r.text for r in reports[:8]) * times
        report = Report.from_text(text)
        claims = reader.read(report, knowledge=known)
        tokens = tokenise(text)
        return min(spent(lambda: resolved(report, tokens, claims, known)) for _ in range(3)) / times

    assert cost(16) < 3 * cost(2)


def test_the_same_report_gives_the_same_places(reports: list[Report], large: Path) -> None:
    first, second = knowledge(large), knowledge(large)
    assert first.version == second.version != knowledge(None).version
    backwards = {r.id + r.text: read(r, knowledge=second) for r in reversed(reports)}
    assert all(read(r, knowledge=first) == backwards[r.id + r.text] for r in reports)
