"""Hostile input for regular expressions, made from the expressions themselves.

For every repetition in a pattern: what leads to it, its body many times over, and an end that does not fit. A pattern
that backtracks, or that starts its search anew at every letter of a run, takes far longer for a character of that
than a linear one, however the repetition is written.
"""

from __future__ import annotations

import ast
import importlib
import pathlib
import pkgutil
import re
import re._constants as codes
import re._parser as parser
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

Pattern = re.Pattern[Any]


class Use(NamedTuple):
    """A pattern, and whether it is only ever tried at the beginning of a text."""

    pattern: Pattern
    anchored: bool


#: The methods that try a pattern at one place alone.
_ANCHORED = {"match", "fullmatch"}
#: What fits many classes, whatever the pattern.
PLAIN = (
    "a",
    " ",
    "\n",
    "1",
    "ا",
    "و",
    "<",
    "&",
    "\t\n",
    "(",
    '"',
    "<a ",
    "1,",
    "\u200f",
    "ـ",
    "\u064b",
    "١",
    "/*",
    "a=",
    "{",
)
#: What fits few, and ends a run so that what came before was in vain.
ENDS = ("", "\x00", "!", "\n\x00")


def patterns_of(package: Any) -> dict[str, Use]:
    """Every pattern of a package by where it stands: those its modules hold, and those written out in its source."""
    found: dict[str, Use] = {}
    root = pathlib.Path(package.__path__[0])
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py"))}
    used = re.findall(r"\b(\w+)\.(match|fullmatch|search|subn?|findall|finditer|split)\b", "\n".join(sources.values()))
    for path, source in sources.items():
        name = ".".join(path.relative_to(root.parent).with_suffix("").parts)
        found |= {f"{name}:{line}": use for line, use in _written(source, ".desk" in name)}
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name and ".desk" not in module.name:
            for name, value in vars(importlib.import_module(module.name)).items():
                methods = {method for variable, method in used if variable == name}
                anchored = bool(methods) and methods <= _ANCHORED
                found |= {f"{module.name}.{name}{place}": Use(pattern, anchored) for place, pattern in _held(value)}
    return found


def _written(source: str, compiled: bool) -> Iterator[tuple[int, Use]]:
    """Patterns that stand as plain strings in calls of ``re``, with their flags."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        called, first, method = node.func.value, node.args[0], node.func.attr
        if not (isinstance(called, ast.Name) and called.id == "re" and isinstance(first, ast.Constant)):
            continue
        if method != "compile" or compiled:  # what is compiled is held by its module
            flags = [ast.unparse(given) for given in [*node.args[1:], *(k.value for k in node.keywords)]]
            known = [eval(flag, {"re": re}) for flag in flags if re.fullmatch(r"re\.[A-Z]+( \| re\.[A-Z]+)*", flag)]
            yield node.lineno, Use(re.compile(first.value, sum(known)), method in _ANCHORED)


def _held(value: Any, depth: int = 3) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth and isinstance(value, dict):
        for key, inner in value.items():
            yield from ((f"[{key!r}]{place}", pattern) for place, pattern in _held(inner, depth - 1))
    elif depth and isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from ((f"[{number}]{place}", pattern) for place, pattern in _held(inner, depth - 1))


def attacks(pattern: Pattern, length: int) -> Iterator[str]:
    """Texts of about a length that tempt a pattern to try again and again."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    pumps = {("", plain) for plain in PLAIN} | set(_pumps(parser.parse(source, pattern.flags & ~re.UNICODE), ""))
    for before, pump in sorted(pumps):
        for end in ENDS:
            yield before + pump * (length // max(1, len(pump))) + end
        if before:
            yield (before + pump) * (length // len(before + pump)) + "\x00"


def _pumps(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """What leads to each repetition, and its body."""
    for code, value in items:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _low, high, body = value
            if high > 20:
                yield from ((before, sample) for sample in _samples(body) if sample)
            yield from _pumps(body, before)
        for inner in _inside(code, value):
            yield from _pumps(inner, before)
        before += next(iter(_samples([(code, value)])), "")


def _inside(code: Any, value: Any) -> list[Any]:
    if code == codes.SUBPATTERN:
        return [value[3]]
    if code == codes.BRANCH:
        return list(value[1])
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [value] if code == codes.ATOMIC_GROUP else []


def _samples(items: Any) -> list[str]:
    """Up to four texts that the items match, each alternative once."""
    texts = [""]
    for code, value in items:
        texts = [text + piece for text in texts for piece in _pieces(code, value)][:4]
    return texts


def _pieces(code: Any, value: Any) -> list[str]:
    if code == codes.LITERAL:
        return [chr(value)]
    if code == codes.NOT_LITERAL:
        return ["a" if value != ord("a") else "b"]
    if code == codes.ANY:
        return ["a"]
    if code == codes.IN:
        return _members(value)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        low, _, body = value
        return [sample * max(low, 1) for sample in _samples(body)] or [""]
    if code == codes.BRANCH:
        return [sample for branch in value[1] for sample in _samples(branch)[:1]][:4]
    inner = _inside(code, value)
    return _samples(inner[0]) if inner and code not in (codes.ASSERT, codes.ASSERT_NOT) else [""]


def _members(value: Any) -> list[str]:
    """One or two letters of a class."""
    classes = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}
    others = {codes.CATEGORY_NOT_DIGIT: "a", codes.CATEGORY_NOT_SPACE: "a", codes.CATEGORY_NOT_WORD: "-"}
    if value and value[0][0] == codes.NEGATE:
        excluded = re.compile(_class(value[1:]))
        return [c for c in "a1 -<ا\n" if not excluded.fullmatch(c)][:2] or ["\x01"]
    found = []
    for code, what in value:
        if code == codes.LITERAL:
            found.append(chr(what))
        elif code == codes.RANGE:
            found.append(chr(what[0]))
        elif code == codes.CATEGORY:
            found.append((classes | others).get(what, "a"))
    return found[:2]


def _class(items: Any) -> str:
    names = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
    names |= {codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_NOT_WORD: r"\W"}
    out = ""
    for code, what in items:
        if code == codes.LITERAL:
            out += re.escape(chr(what))
        elif code == codes.RANGE:
            out += f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
        elif code == codes.CATEGORY:
            out += names[what]
    return f"[{out}]"


def cost(use: Use, text: str) -> float:
    """CPU seconds to try a pattern on a text as it is used; the better of two where it took long."""
    given: Any = text if isinstance(use.pattern.pattern, str) else text.encode("utf-8", "replace")
    times = []
    for _ in range(2):
        begun = time.process_time()
        if use.anchored:
            use.pattern.match(given)
            use.pattern.fullmatch(given)
        else:
            for _found in use.pattern.finditer(given):
                pass
        times.append(time.process_time() - begun)
        if times[-1] < 0.002 or times[-1] > 0.2:
            break
    return min(times)


def dearest(use: Use, longest: int = 4000) -> tuple[float, str]:
    """The most seconds that a hostile text takes, and that text; longer ones follow once shorter ones have passed."""
    worst = (0.0, "")
    for length in (n for n in (24, 400, 4000) if n < longest or n == 4000):
        for text in attacks(use.pattern, min(length, longest)):
            worst = max(worst, (cost(use, text[:longest]), text[:longest]))
            if worst[0] > 0.2:
                return worst
    return worst
