"""docs/ledger.md says what is so: its commands, options, tables, messages, and the lines of Python in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from typer.main import get_command

from rasd.cli import app
from rasd.ledger import connecting
from rasd.ledger.store import Ledger

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def commands() -> list[list[str]]:
    """The calls of rasd in the document, in blocks of code and in the text."""
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`(rasd [^`]+)`", TEXT)
    return [shlex.split(re.sub(r"[\[\]…|]", " ", line)) for line in lines if line.startswith("rasd ")]


def test_every_command_and_option_is_there() -> None:
    found = commands()
    assert len(found) > 15
    for words in found:
        command: Any = get_command(app)
        for word in words[1:]:
            inner = getattr(command, "commands", {}).get(word)
            if inner is None:
                break
            command = inner
        options = {option for parameter in command.params for option in parameter.opts}
        assert not hasattr(command, "commands") or words[1:] == [], words
        assert {word for word in words if word.startswith("--")} <= options | {"--ledger"}, words


def test_every_option_of_claims_is_explained() -> None:
    command: Any = get_command(app)
    options = {option for parameter in command.commands["claims"].params for option in parameter.opts}
    told = set(re.findall(r"`(--[a-z-]+)", TEXT))
    assert options - told <= {"--bom", "--no-color", "--help"}


def test_every_table_is_explained() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("ledger").get_models()}
    assert tables - set(re.findall(r"`(ledger_\w+)`", TEXT)) == {"ledger_user"}
    assert set(re.findall(r"^\| .*`(ledger_\w+)`", TEXT, re.MULTILINE)) <= tables


def test_the_messages_are_those_that_are_given() -> None:
    source = Path(connecting.__file__).read_text(encoding="utf-8")
    table = TEXT.partition("## When something goes wrong")[2].partition("##")[0]
    messages = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    assert len(messages) == 5
    assert all(message in source for message in messages)


def test_the_python_in_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("قتل ثلاثة جنود في سراقب.", encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(block, {})
    assert capsys.readouterr().out.startswith("Summary(added=1")
    Ledger.open("rasd.db").close()
