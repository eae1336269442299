"""Fuzz one parser with atheris for so many seconds: ``python tools/fuzz.py TARGET SECONDS [FOLDER]``.

What it finds goes into FOLDER (build/fuzz), one input a kind of fault, with its traceback beside it; it goes on after
each. The last line of output says how many inputs were tried and how many kinds of faults were found. Input that
proves a fault belongs, once that is mended, into tests/fuzzing/found/TARGET/.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pathlib
import pkgutil
import re
import sys
import time
import traceback

import atheris

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

#: Whose branches guide the search: ours, and the parsers in Python that read for us.
WATCHED = ["rasd", "pypdf", "feedparser", "openpyxl", "warcio"]
#: What Django must be started for; none of it parses.
UNWATCHED = ("rasd.ledger.", "rasd.desk", "rasd.batch", "rasd.cli", "rasd.__main__", "rasd.showing", "rasd.exporting")

with atheris.instrument_imports(include=WATCHED):
    import feedparser  # noqa: F401
    import openpyxl  # noqa: F401
    import pypdf  # noqa: F401
    import warcio.archiveiterator  # noqa: F401
    from fuzzing import seeds, targets

    import rasd

    for module in pkgutil.walk_packages(rasd.__path__, "rasd."):
        if not module.name.startswith(UNWATCHED):
            importlib.import_module(module.name)
    import rasd.ledger.address
    import rasd.ledger.words


class Watch:
    """Runs a target on one input after the other and keeps one input of each kind of fault."""

    def __init__(self, name: str, folder: pathlib.Path, seconds: float) -> None:
        self.name, self.run, self.folder = name, targets.TARGETS[name], folder
        self.tried, self.found, self.slowest = 0, set[str](), 0.0
        self.started, self.seconds = time.monotonic(), seconds

    def __call__(self, raw: bytes) -> None:
        """One input."""
        self.tried += 1
        begun = time.monotonic()
        try:
            self.run(raw)
        except Exception as error:
            self.keep(raw, error)
        took = time.monotonic() - begun
        if took > targets.PATIENCE:
            self.keep(raw, TimeoutError(f"took {took:.0f} s"))
        self.slowest = max(self.slowest, took)
        if self.tried % 500 == 0 or took > 1:
            self.tell()

    def keep(self, raw: bytes, error: Exception) -> None:
        """Keep an input unless one of its kind, the same error at the same line, is there already."""
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "/rasd/" in f.filename]
        last = frames[-1] if frames else None
        kind = f"{type(error).__name__} at {last.name if last else '-'}:{last.lineno if last else 0}"
        if kind in self.found:
            return
        self.found.add(kind)
        stem = self.folder / hashlib.sha256(kind.encode()).hexdigest()[:12]
        stem.with_suffix(".input").write_bytes(raw)
        stem.with_suffix(".txt").write_text(kind + "\n" + "".join(traceback.format_exception(error)), "utf-8")
        print(f"{self.name}: {kind}", flush=True)

    def tell(self) -> None:
        """Write down how far it is, for the page of proofs."""
        told = {
            "target": self.name,
            "tried": self.tried,
            "seconds": round(time.monotonic() - self.started),
            "slowest": round(self.slowest, 2),
            "faults": sorted(self.found),
            "rasd": rasd.__version__,
        }
        (self.folder / "result.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def dictionary(inputs: list[bytes]) -> list[bytes]:
    """Words and marks that the search throws in: those of the inputs and of the language of reports."""
    pieces = {piece for raw in inputs for piece in re.findall(rb"[\w\x80-\xff]{2,40}|[^\w\s]{1,4}", raw)}
    return sorted(pieces | {word.encode() for word in seeds.WORDS})[:4000]


def escaped(word: bytes) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return "".join(f"\\x{byte:02x}" for byte in word)


def main() -> None:
    """Fuzz the target named on the command line."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else ROOT / "build" / "fuzz") / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    inputs = [make() for make in seeds.of(name)]
    for number, raw in enumerate(inputs):
        (corpus / f"seed-{number}").write_bytes(raw)
    words = folder / "words.dict"
    words.write_text("".join(f'"{escaped(word)}"\n' for word in dictionary(inputs)), "ascii")
    watch = Watch(name, folder, seconds)
    watch.tell()
    limits = [f"-max_total_time={seconds}", "-timeout=120", "-rss_limit_mb=3000", "-max_len=6000"]
    options = [*limits, f"-dict={words}"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(corpus)], watch)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
