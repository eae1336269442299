"""``make proof``: the long proofs, whose results are written into docs/proof.md.

``python tools/proof.py [PART…]`` runs the parts named, or all of them, and rewrites their chapters of the page; the
others stay as they are. Parts: reading (20,000 made reports), fuzzing (every parser for ten minutes), faults, load (50
reviewers at the desk for ten minutes).
"""

from __future__ import annotations

import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from fuzzing.targets import TARGETS  # noqa: E402
from made_news.checking import PAGES, Worth, together, weighed  # noqa: E402
from made_news.scoring import FIELDS, Score  # noqa: E402

PAGE = ROOT / "docs" / "proof.md"
#: Where the outputs of long runs lie, and stay for the next.
BUILD = ROOT / "build" / "proof"

REPORTS = int(os.environ.get("RASD_PROOF_REPORTS", "20000"))
SECONDS = int(os.environ.get("RASD_PROOF_SECONDS", "600"))
#: Rounds that a file of tests of faults is given at most.
ROUNDS = int(os.environ.get("RASD_PROOF_ROUNDS", "5"))
STEP = 250


def reading() -> str:
    """Made reports with known claims: what was broken, and what each construction is worth."""
    started = time.monotonic()
    firsts = range(0, REPORTS, STEP)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        whole = together(list(pool.map(weighed, firsts, (min(first + STEP, REPORTS) for first in firsts))))
    BUILD.mkdir(parents=True, exist_ok=True)
    faults = [json.dumps(fault._asdict(), ensure_ascii=False) for fault in whole.faults]
    (BUILD / "faults.jsonl").write_text("\n".join(faults), "utf-8")
    return told_of(whole, time.monotonic() - started, PAGES)


def told_of(whole: Worth, seconds: float, pages: int) -> str:
    """The chapter on reading."""
    total = Score()
    for score in whole.constructions.values():
        total.add(score)
    weakest = sorted(whole.constructions.items(), key=lambda item: (item[1].whole_rows, item[1].precision))
    made_up = [f"{name}: {score.given}" for name, score in weakest if not score.wanted and score.given]
    broken = "\n".join(f"- {what}" for what in whole.broken[:20]) or "none"
    right = total.figures_right / total.figures_given
    lines = [
        f"{REPORTS:,} reports made by grammar, {total.wanted:,} claims known beforehand, every {pages}th also as",
        f"a page with menus and links; {seconds:.0f} s. Crashes, untrue spans, ids that stand for two claims, and",
        f"pages that read otherwise than their text: **{broken}**.",
        "",
        f"Figures read: {total.figures_given:,}, of which {right:.2%} are in their sentence with these bounds.",
        f"Claims made up in sentences without any: {', '.join(made_up) or 'none'}.",
        "",
        "*Recall*: of the claims told, found with action and figure. *Precision*: of those read, told. *Whole rows*:",
        "of the claims told, found with all that is certain of them right: class, doer, side, place, days, source.",
        "*Wrong*: where it is not, how often. The made language is regular, and real reports are harder: these figures",
        "show which construction is weak, not how well Rasd reads the news. Weakest first:",
        "",
        "| construction | claims | read | recall | precision | whole rows | wrong |",
        "|---|--:|--:|--:|--:|--:|---|",
        *(line_of(name, score) for name, score in weakest if score.wanted),
        line_of("**all**", total),
        *(line_of(f"*letters: {name}*", score) for name, score in sorted(whole.looks.items())),
    ]
    return "\n".join(lines)


def line_of(name: str, score: Score) -> str:
    """A construction's line in the table."""
    wrong = [
        f"{field} {1 - score.right[field] / score.compared[field]:.1%}"
        for field in FIELDS
        if score.compared[field] - score.right[field] > 0.005 * score.compared[field]
    ]
    shares = (f"{share:.3f}" for share in (score.recall, score.precision, score.whole_rows))
    return f"| {name} | {score.wanted:,} | {score.given:,} | {' | '.join(shares)} | {', '.join(wrong)} |"


def fuzzing() -> str:
    """Every parser under atheris, one after the other.

    RASD_PROOF_FUZZ names a folder where that was done already; parsers without a result there keep their row.
    """
    folder = pathlib.Path(os.environ.get("RASD_PROOF_FUZZ", BUILD / "fuzz"))
    if "RASD_PROOF_FUZZ" not in os.environ:
        for name in TARGETS:
            subprocess.run([sys.executable, ROOT / "tools" / "fuzz.py", name, str(SECONDS), folder], check=False)
    page = PAGE.read_text("utf-8")
    rows = []
    for name in TARGETS:
        path = folder / name / "result.json"
        if not path.exists():
            earlier = re.search(rf"^\| {name} \| [\d,]+ \|.*$", page, re.M)
            rows.append(earlier[0] if earlier else f"| {name} | not yet run | | | |")
            continue
        told = json.loads(path.read_text("utf-8"))
        found = "; ".join(told["faults"]) or "none"
        if told["faults"] and not any(breaks(name, raw) for raw in (folder / name).glob("*.input")):
            found += " (mended)"
        rows.append(f"| {name} | {told['tried']:,} | {told['seconds']} | {told['slowest']} | {found} |")
    lines = [
        "Inputs that atheris (libFuzzer, guided by the branches of our code and of the Python parsers below it) made",
        "from sound ones. A fault is an exception that the parser's caller is not promised, a span that is not true, a",
        "text that cannot be kept, or over ten seconds. What was found and mended stays in `tests/fuzzing/found/`.",
        "",
        "| parser | inputs tried | seconds | slowest, s | faults |",
        "|---|--:|--:|--:|---|",
        *rows,
    ]
    return "\n".join(lines)


def breaks(name: str, raw: pathlib.Path) -> bool:
    """Whether an input that fuzzing kept breaks its parser still."""
    try:
        TARGETS[name](raw.read_bytes())
    except Exception:
        return True
    return False


#: The tests of faults, and how many rounds each is given: most roll dice anew in each.
FAULTS = {
    "tests/ledger/test_faults.py": 5,
    "tests/ledger/test_power.py": 5,
    "tests/ledger/test_many_writers.py": 3,
    "tests/ledger/test_copying.py": 2,
    "tests/batch/test_faults.py": 2,
}


def faults() -> str:
    """The tests of faults, again and again, and fifty reviewers with ``rasd add`` beside them."""
    started = time.monotonic()
    lines = [rounds(test, min(number, ROUNDS)) for test, number in FAULTS.items()]
    told = load_of("50", "60", "100", RASD_LOAD_BESIDE="30")
    kept = [
        line for line in re.findall(r"^- .*(?:\n  .*)*", told, re.M) if "memory" not in line and "95 of" not in line
    ]
    lines += ["", "Fifty reviewers at one desk for a minute, and thirty calls of `rasd add` beside them:", ""]
    lines += kept or [told]
    return "\n".join([*lines, "", f"{time.monotonic() - started:.0f} s in all."])


def rounds(test: str, number: int) -> str:
    """What came of a file of tests that was run so many times, or until it failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", test]
    last = ""
    for each in range(1, number + 1):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        last = done.stdout.splitlines()[-1].strip("= ") if done.stdout else done.stderr[-200:]
        if done.returncode:
            return f"- `{test}`: FAILED in round {each}: {last}"
    return f"- `{test}`: passed in each of {number} rounds; the last: {last}"


def load() -> str:
    """Reviewers at one desk."""
    return load_of(os.environ.get("RASD_PROOF_REVIEWERS", "50"), str(SECONDS), str(REPORTS // 10))


def load_of(*arguments: str, **settings: str) -> str:
    """A run of tools/load.py, in a process of its own: the desk's settings are given once."""
    command = [sys.executable, str(ROOT / "tools" / "load.py"), *arguments]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else f"FAILED:\n\n```\n{done.stderr[-2000:]}\n```"


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "reading": ("Reading: made reports with known claims", reading),
    "fuzzing": ("Fuzzing: every parser", fuzzing),
    "faults": ("Faults: killed, full, cut off, power gone, dropped, fifty at once", faults),
    "load": ("Load: reviewers at one desk", load),
}


def written(page: str, part: str, body: str) -> str:
    """The page with the chapter of a part replaced, or added at its end."""
    title = PARTS[part][0]
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    chapter = f"<!-- {part} -->\n## {title}\n\nRun of {day}.\n\n{body.strip()}\n<!-- /{part} -->"
    pattern = re.compile(rf"<!-- {part} -->.*?<!-- /{part} -->", re.S)
    return pattern.sub(lambda _: chapter, page) if pattern.search(page) else page.rstrip() + "\n\n" + chapter + "\n"


def main() -> None:
    """Run the parts that were named and write their chapters."""
    for part in sys.argv[1:] or list(PARTS):
        print(f"{part} …", flush=True)
        body = PARTS[part][1]()
        PAGE.write_text(written(PAGE.read_text("utf-8"), part, body), "utf-8")


if __name__ == "__main__":
    main()
