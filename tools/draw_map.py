"""Redraws the tree in docs/map.md: every module with the first line of its docstring."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rasd"
MAP = ROOT / "docs" / "map.md"
TREE = re.compile(r"(?<=<!-- tree -->\n```\n).*?(?=```\n<!-- /tree -->)", re.DOTALL)


def first_line(path: Path) -> str:
    """What a module says it is, in one line."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return doc.split("\n\n", 1)[0].replace("\n", " ").strip()


def branch(path: Path) -> str:
    """One line of the tree."""
    return f"  {path.relative_to(PACKAGE).as_posix():<28} {first_line(path)}".rstrip() + "\n"


def tree() -> str:
    """The whole tree, top-level modules first; packages without a word of their own are left out."""
    paths = sorted(PACKAGE.rglob("*.py"), key=lambda p: (len(p.relative_to(PACKAGE).parts), p))
    return "".join(branch(p) for p in paths if p.parent == PACKAGE or first_line(p))


if __name__ == "__main__":
    text = MAP.read_text(encoding="utf-8")
    MAP.write_text(TREE.sub(lambda _: tree(), text), encoding="utf-8")
