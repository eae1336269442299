"""The preparation of the grammar for the compiler: the copy must mean what the original means."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parent.parent / "tools" / "compile.py"
_HEAD = '"""A module."""\n\nfrom __future__ import annotations\n\n'


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_tool", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "rasd" / "reading"
    folder.mkdir(parents=True)
    sources = {
        "search": "class Search:\n    pass\n",
        "tolls": "from rasd.reading.search import Search\n\nclass Tolls(Search):\n    pass\n",
        "things": "from rasd.reading.search import Search\n\nclass Things(Search):\n    pass\n",
        "events": "_MOST = 3\n\n\nclass Events(\n    Things, Tolls\n):\n    pass\n",
    }
    found = {}
    for name, source in sources.items():
        found[name] = folder / f"{name}.py"
        found[name].write_text(_HEAD + source, encoding="utf-8")
    return found


def test_classes_are_looked_through_in_pythons_own_order(tool: ModuleType, house: dict[str, Path]) -> None:
    known = tool.bases(list(house.values()))
    assert tool.order("Events", known) == ["Events", "Things", "Tolls", "Search"]


def test_each_class_gets_one_base_and_what_it_needs_for_it(tool: ModuleType, house: dict[str, Path]) -> None:
    tool.string_together(list(house.values()))
    assert "class Events(Things):" in house["events"].read_text(encoding="utf-8")
    things = house["things"].read_text(encoding="utf-8")
    assert "class Things(Tolls):" in things and "from rasd.reading.tolls import Tolls" in things
    assert "class Tolls(Search):" in house["tolls"].read_text(encoding="utf-8")


def test_constants_are_marked_as_final(tool: ModuleType, house: dict[str, Path]) -> None:
    tool.mark_constants(house["events"])
    source = house["events"].read_text(encoding="utf-8")
    assert "_MOST: Final = 3" in source and source.index("import Final") > source.index("__future__")
