"""The documents say what is so: keys, codes, links, and the two commands at the top."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from rasd.model import Claim

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "rasd" / "codebook" / "data"
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def data_of(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader)


def keys_in(document: object) -> set[str]:
    """Every key of a YAML document, at any depth."""
    if isinstance(document, dict):
        return set(document) | {key for value in document.values() for key in keys_in(value)}
    return {key for value in document for key in keys_in(value)} if isinstance(document, list) else set()


def codes() -> set[str]:
    """The codes of actions and objects."""
    return {entry["code"] for name in ("actions.yaml", "objects.yaml") for entry in data_of(DATA / name)}


def test_every_key_of_the_codebook_is_documented() -> None:
    explained = set(re.findall(r"`(\w+)(?:: \w+)?`", text_of("docs/codebook.md"))) | codes()
    for path in sorted(DATA.rglob("*.yaml")):
        unexplained = keys_in(data_of(path)) - explained
        assert not unexplained, f"docs/codebook.md does not explain {unexplained} of {path.name}"


def test_what_is_shipped_names_whose_data_it_holds() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    assert {"LICENSE", "NOTICE"} <= set(project["project"]["license-files"])
    source = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert "/NOTICE" in source
    for named in ("GeoNames", "OCHA", "Who's On First", "Unicode"):
        assert named in text_of("NOTICE")


def test_every_key_of_the_record_is_documented() -> None:
    explained = set(re.findall(r"`(\w+)`", text_of("docs/reading.md")))
    assert not set(Claim.__struct_fields__) - explained


def test_the_codes_documented_are_those_of_the_codebook() -> None:
    chapter = text_of("docs/reading.md").partition("## Codes")[2]
    documented, whole = set(), ""
    for line in chapter.splitlines():
        for code in re.findall(r"`(\.?[a-z_0-9]+)`", line):
            documented.add(whole + code if code.startswith(".") else code)
            whole = whole if code.startswith(".") else code
    assert documented == codes()


def test_the_changelog_has_its_three_headings() -> None:
    text = text_of("CHANGELOG.md")
    latest = re.split(r"^## ", text, flags=re.MULTILINE)[1]
    assert re.findall(r"^### (.+)$", latest, re.MULTILINE) == ["Reading", "Codebook", "Ledger and desk"]


def test_the_readmes_begin_with_the_two_commands() -> None:
    for name in ("README.md", "README.ar.md"):
        text = text_of(name)
        first = re.search(r"```\w*\n(.+?)```", text, re.DOTALL)
        assert first and re.findall(r"^make \w+", first[1], re.MULTILINE) == ["make demo", "make test"]


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not re.match(r"\w+:", target):
                assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
