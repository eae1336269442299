"""The commands speak with one voice: one option has one name, one default and one help wherever it stands."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from rasd.cli import app
from rasd.cli.options import ALL_STATUSES, FORMATS_HELP, LARGEST, MB
from rasd.exporting.formats import FORMATS
from rasd.loading import MAX_SIZE
from rasd.model import STATUSES

ROOT = Path(__file__).resolve().parents[2]
#: Options that mean another thing in another command.
OF_THEIR_OWN = {
    "outlet": {"claims"},  # asks
    "column": {"gazetteer add"},  # of a table of places
    "status": {"claims"},  # one, or several
    "action": {"claims"},  # one, or several
    "object": {"claims"},  # with what is below it
    "by": {"plot"},  # the first column, and panels
    "language": {"batch read"},  # of pages
    "why": {"read", "incidents"},
    "reason": {"decide", "delete"},
    "id": {"claims", "text"},
    "format": {"incidents", "incident", "tally"},  # not csv
    "name": {"gazetteer add"},
}


def commands(group: Any = None, name: str = "") -> Iterator[tuple[str, Any]]:
    for key, command in (group or get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, key + " ")
        else:
            yield name + key, command


def test_one_option_is_the_same_everywhere() -> None:
    found: dict[str, dict[tuple[Any, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, command in commands():
        for option in command.params:
            if option.param_type_name == "option" and name not in OF_THEIR_OWN.get(option.name, ()):
                key = (tuple(option.opts), option.metavar, option.help, str(option.default))
                found[option.name][key].append(name)
    different = {name: dict(kinds) for name, kinds in found.items() if len(kinds) > 1}
    assert not different


def test_the_commands_that_read_take_the_same_options() -> None:
    reading = {"published", "outlet", "jobs", "max_size", "column"}
    for name, command in commands():
        if name in ("read", "add", "incidents", "incident", "tally", "plot", "report", "export"):
            assert reading <= {option.name for option in command.params}, name


def test_the_commands_that_tell_of_incidents_take_the_same_filter() -> None:
    asked = {"since", "until", "place", "side", "without_allies", "status", "confirmed_only", "threshold"}
    for name, command in commands():
        if name in ("incidents", "tally", "plot", "report", "export"):
            assert asked <= {option.name for option in command.params}, name


def test_what_help_says_without_loading_anything_is_so() -> None:
    assert LARGEST * MB == MAX_SIZE
    assert ALL_STATUSES.split(",") == list(STATUSES)


def test_every_summary_fits_its_line_and_every_option_is_explained() -> None:
    for name, command in commands():
        assert not command.get_short_help_str(65).endswith("..."), name
        for option in command.params:
            assert option.help or option.param_type_name == "argument" or option.name == "help", (name, option.name)


def test_help_names_every_format() -> None:
    assert FORMATS_HELP.rstrip(".").replace(" or ", ", ").split(", ") == list(FORMATS)


def test_help_lists_reading_first() -> None:
    group: Any = get_command(app)
    assert list(group.list_commands(None))[:3] == ["read", "text", "inspect"]
    assert set(group.list_commands(None)) == set(group.commands)


@pytest.mark.parametrize("arguments", [["--help"], ["read", "a.txt"], ["tally", "--help"], ["export", "--help"]])
def test_the_start_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text("قتل ثلاثة جنود في حلب.", encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); sys.argv = ['rasd', *{arguments!r}]\n"
        "from rasd.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'django', 'pyarrow', 'numpy', 'openpyxl', 'rensa', 'rasd.linking', 'rasd.tallying'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]"
