"""Compiles the grammar with mypyc: `make compiled`, for those who read very many reports.

    python tools/compile.py build/compiled

writes a copy of the package whose modules ``arabic`` and ``reading`` are machine code. Nothing else
changes: run with ``PYTHONPATH=build/compiled`` it gives the same claims, about twice as fast. The
package that pip installs stays pure Python.

mypyc cannot compile a class with several bases, so those of the copy are strung into one line in the
order in which Python looks through them. Constants of modules are marked as final, so that they are found
without a look-up.
"""

from __future__ import annotations

import ast
import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rasd"
COMPILED = ("arabic", "reading")
ALSO = ("codebook/aliases.py", "codebook/naming.py")
_CONSTANT = re.compile(r"^(_?[A-Z][A-Z0-9_]*) = ", re.MULTILINE)
_FUTURE = "from __future__ import annotations\n"


def modules(package: Path) -> list[Path]:
    """The modules to compile."""
    found = [path for name in COMPILED for path in sorted((package / name).rglob("*.py")) if path.name != "__init__.py"]
    return [*found, *(package / name for name in ALSO)]


def bases(paths: list[Path]) -> dict[str, tuple[Path, list[str]]]:
    """class → its file and its bases among the classes here."""
    found: dict[str, tuple[Path, list[str]]] = {}
    for path in paths:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = path, [base.id for base in node.bases if isinstance(base, ast.Name)]
    return {name: (path, [b for b in own if b in found]) for name, (path, own) in found.items()}


def order(name: str, known: dict[str, tuple[Path, list[str]]]) -> list[str]:
    """The classes that Python looks through, by its own rule (``mro``)."""
    made: dict[str, type] = {}

    def make(one: str) -> type:
        if one not in made:
            made[one] = type(one, tuple(make(base) for base in known[one][1]), {})
        return made[one]

    return [cls.__name__ for cls in make(name).__mro__[:-1]]


def string_together(paths: list[Path]) -> None:
    """Rewrite classes with several bases so that each has one: the next that Python looks through."""
    known = bases(paths)
    for name in [name for name, (_, own) in known.items() if len(own) > 1]:
        line = order(name, known)
        for one, following in itertools.pairwise(line):
            path, own = known[one]
            if own != [following]:
                rebase(path, one, following, known[following][0])


def rebase(path: Path, name: str, base: str, home: Path) -> None:
    """Give a class another base."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(rf"^class {name}(\([^)]*\))?:", f"class {name}({base}):", text, count=1, flags=re.MULTILINE)
    steps = home.with_suffix("").parts
    module = ".".join(steps[len(steps) - 1 - steps[::-1].index("rasd") :])
    path.write_text(text.replace(_FUTURE, f"{_FUTURE}\nfrom {module} import {base}\n", 1), encoding="utf-8")


def mark_constants(path: Path) -> None:
    """``X = …`` at the top of a module becomes ``X: Final = …``."""
    text, count = _CONSTANT.subn(r"\1: Final = ", path.read_text(encoding="utf-8"))
    if count:
        path.write_text(text.replace(_FUTURE, f"{_FUTURE}\nfrom typing import Final\n", 1), encoding="utf-8")


def compile_into(target: Path) -> None:
    """Write the compiled copy of the package into a folder."""
    package, work = target / "rasd", target / "work"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__", "*.cases.yaml", "*.so", "*.pyd"))
    paths = modules(package)
    string_together(paths)
    for path in paths:
        mark_constants(path)
    work.mkdir()
    (work / "mypy.ini").write_text(
        f"[mypy]\nmypy_path = {target}\nexplicit_package_bases = True\nnamespace_packages = True\n", encoding="utf-8"
    )
    recipe = (
        "from mypyc.build import mypycify\nfrom setuptools import setup\n"
        f"setup(name='rasd', packages=[], package_dir={{'': {str(target)!r}}}, ext_modules=mypycify("
        f"['--config-file', {str(work / 'mypy.ini')!r}, *{[str(p) for p in paths]!r}], opt_level='3', multi_file=True))"
    )
    (work / "setup.py").write_text(recipe, encoding="utf-8")
    command = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace", "--build-temp", "temporary"]
    with (target / "compile.log").open("w", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=work, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        shutil.rmtree(package)  # half a package must not be run by mistake
        raise SystemExit(
            f"The compiler failed; see {target / 'compile.log'}. It needs mypy, setuptools and a C compiler."
        )
    shutil.rmtree(work)


def main() -> None:
    """Compile into the folder that is named."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "compiled").resolve()
    compile_into(target)
    print(f"Compiled into {target}: run with PYTHONPATH={target}")


if __name__ == "__main__":
    main()
