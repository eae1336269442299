"""The bar: only for people, only on long work, and never in the way of the items."""

from __future__ import annotations

import pytest

from rasd.showing import progress


def watched(monkeypatch: pytest.MonkeyPatch, stderr: bool, stdout: bool, patience: float) -> None:
    import sys

    monkeypatch.setattr(progress, "is_terminal", {sys.stderr: stderr, sys.stdout: stdout}.__getitem__)
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")


@pytest.mark.parametrize(
    ("stderr", "stdout", "patience", "bar"),
    [(True, False, -1.0, True), (True, False, 60.0, False), (True, True, -1.0, False), (False, False, -1.0, False)],
)
def test_the_bar_is_shown_on_long_work_to_people_only(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stderr: bool,
    stdout: bool,
    patience: float,
    bar: bool,
) -> None:
    watched(monkeypatch, stderr, stdout, patience)
    assert list(progress.with_progress(range(50), 50)) == list(range(50))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ("reading" in printed.err) is bar


def test_nothing_to_read_is_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    watched(monkeypatch, True, False, -1.0)
    assert list(progress.with_progress([], 0)) == []
