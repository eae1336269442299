"""What the READMEs show can be pasted: every line runs with the files of ``examples/``, and both show the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, ARABIC = ("Five minutes", "A desk's day"), ("جولة في خمس دقائق", "يوم في مكتب التوثيق")
#: Lines that need an id which only a reader can choose, that serve until they are stopped, or that use the network.
_NOT_RUN = re.compile(r"\b(?:CLAIM|ID)\b|^rasd (?:desk|batch|gazetteer add)\b")


def section(name: str, title: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.split(r"^## ", text.partition(f"## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def blocks(name: str, title: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", section(name, title), re.DOTALL | re.MULTILINE)


def lines(name: str, title: str) -> list[str]:
    """The commands of a section, without remarks."""
    shown = "".join(blocks(name, title, "sh")).splitlines()
    return [re.sub(r"\s{2,}#.*|\s+# .*", "", line).strip() for line in shown if line.strip()]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with the examples, and ``rasd`` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    program = tmp_path / "bin" / "rasd"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rasd "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def ran(here: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name != "RASD_LEDGER"}
    known |= {"PATH": f"{here / 'bin'}{os.pathsep}{known['PATH']}", "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=here, env=known, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize("title", ENGLISH)
def test_every_line_can_be_pasted(here: Path, title: str) -> None:
    for line in lines("README.md", title):
        if not _NOT_RUN.search(line):
            before = {path.name for path in here.iterdir()}
            done = ran(here, ["bash", "-c", line])
            assert done.returncode == 0 and "Traceback" not in done.stderr, (line, done.stderr)
            made = {path.name for path in here.iterdir()} - before
            assert done.stdout or made, (line, "gives nothing")


def test_the_lines_of_python_run(here: Path) -> None:
    (code,) = blocks("README.md", "Five minutes", "python")
    done = ran(here, [sys.executable, "-c", code])
    assert (done.returncode, done.stderr) == (0, "") and "killed person.civilian 12 وزارة الصحة" in done.stdout
    assert blocks("README.ar.md", "جولة في خمس دقائق", "python") == [code]


@pytest.mark.parametrize(("english", "arabic"), list(zip(ENGLISH, ARABIC, strict=True)))
def test_both_show_the_same(english: str, arabic: str) -> None:
    def plain(line: str) -> str:
        return re.sub(r"\"[^\"]*\"| --language ar", "", line)

    assert list(map(plain, lines("README.ar.md", arabic))) == list(map(plain, lines("README.md", english)))
