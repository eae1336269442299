"""Our own code under bandit, and what we build on by its pinned versions and its list of parts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def test_bandit_finds_nothing_but_what_was_looked_at() -> None:
    """``bandit.yaml`` names each finding that is left, how often, and why it is none."""
    known = yaml.safe_load((ROOT / "tests" / "bandit.yaml").read_text(encoding="utf-8"))
    command = [
        sys.executable,
        "-m",
        "bandit",
        "-r",
        str(ROOT / "src"),
        "-q",
        "-f",
        "json",
        "--severity-level",
        "medium",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = Counter(
        f"{Path(one['filename']).relative_to(ROOT / 'src' / 'rasd').as_posix()} {one['test_id']}"
        for one in json.loads(done.stdout)["results"]
    )
    fresh = {where: number for where, number in found.items() if number > known.get(where, {"times": 0})["times"]}
    assert not fresh, "mend it, or look at it and write it into tests/bandit.yaml with the reason"
    assert set(known) <= set(found), f"gone, take out of tests/bandit.yaml: {set(known) - set(found)}"
    assert all(entry["why"] for entry in known.values())


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_is_pinned_and_listed() -> None:
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    pinned = {normal(name): version for name, version in locked.items()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(line for name in everything(extras) for line in extras[name])]
    names = {normal(re.split(r"[\s<>=!~;\[]", line)[0]) for line in asked} - {"rasd"}
    assert names <= set(pinned), f"run `make lock`: {names - set(pinned)}"
    parts = json.loads((ROOT / "sbom.json").read_text(encoding="utf-8"))
    assert parts["bomFormat"] == "CycloneDX"
    assert {normal(part["name"]): part["version"] for part in parts["components"]} == pinned


def everything(extras: dict[str, list[str]]) -> list[str]:
    """The extras that ``[all]`` asks for."""
    inside = re.search(r"\[(.*)\]", extras["all"][0])
    return inside[1].replace(" ", "").split(",") if inside else []
