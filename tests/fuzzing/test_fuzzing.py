"""A short round of fuzzing, the same in every run; ``make proof`` gives every parser ten minutes under atheris.

Inputs by which a fault was found are kept in ``found/TARGET/`` and must be harmless for ever.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fuzzing import seeds, targets
from hypothesis import given, settings
from hypothesis import strategies as st

FOUND = Path(__file__).resolve().parent / "found"
#: Dear ones get fewer rounds.
ROUNDS = {"reader": 60, "gazetteer": 60, "sheet": 30, "workbook": 40, "warc": 60}


@cache
def sound(name: str) -> tuple[bytes, ...]:
    return tuple(make() for make in seeds.OF[name])


PIECES = st.one_of(
    st.binary(max_size=8), st.sampled_from([word.encode() for word in seeds.WORDS]), st.just(b"\0"), st.just(b"\n")
)


@st.composite
def broken(draw: st.DrawFn, name: str) -> bytes:
    """A sound input with pieces cut out, doubled, thrown in, or cut off."""
    raw = draw(st.sampled_from(sound(name)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(raw)))
        until = min(len(raw), at + draw(st.integers(0, 40)))
        raw = draw(
            st.sampled_from([raw[:at] + raw[until:], raw[:until] + raw[at:], raw[:until], raw[at:]])
            | PIECES.map(lambda piece, raw=raw, at=at, until=until: raw[:at] + piece + raw[until:])
        )
    return raw


def test_every_target_has_sound_inputs() -> None:
    assert set(targets.TARGETS) == set(seeds.OF)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_sound_input_is_taken(name: str) -> None:
    for raw in sound(name):
        targets.TARGETS[name](raw)


@pytest.mark.parametrize("form", targets.SUFFIX)
def test_the_sound_inputs_hold_reports(form: str) -> None:
    """Else the loaders would be fuzzed at their doors alone. (The PDF has no Arabic font, and says so.)"""
    from rasd.errors import InputError
    from rasd.loading.forms import load_bytes
    from rasd.loading.loaded import How

    for raw in sound(form):
        found = list(load_bytes(raw, "input" + targets.SUFFIX[form], How()))
        assert found
        assert form == "pdf" or not isinstance(found[0], InputError), found[0]


@pytest.mark.parametrize("name", targets.TARGETS)
def test_broken_input_breaks_nothing(name: str) -> None:
    @settings(max_examples=ROUNDS.get(name, 80), database=None)
    @given(broken(name))
    def one(raw: bytes) -> None:
        targets.TARGETS[name](raw)

    one()


def kept() -> list[Path]:
    return sorted(path for path in FOUND.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", kept(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_a_parser_breaks_it_no_more(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


def test_a_fault_of_a_parser_is_seen() -> None:
    """The judge itself: a span beside its words, and an exception out of contract."""
    with pytest.raises(AssertionError):
        targets.spans_hold({"text": "حلب", "span": [0, 3]}, "في حلب")
    with pytest.raises(AssertionError):
        targets.spans_hold([{"text": "حلب", "span": [3, 9]}], "في حلب")
    targets.spans_hold({"place": {"text": "حلب", "span": [3, 6]}}, "في حلب")
