"""A tally is added up once for all who ask for it of the same incidents."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from rasd.desk.tallies.asking import Asking
from rasd.desk.tallies.keeping import kept_tally
from rasd.errors import UsageError


class Counted:
    """Incidents that note how often they are gone through, and wait until they may."""

    def __init__(self, name: str) -> None:
        self.times = 0
        self.may = threading.Event()
        self.state = ("a", "")
        self.file = SimpleNamespace(path=Path(name))

    @property
    def incidents(self) -> Any:
        self.times += 1
        assert self.may.wait(20)
        return iter(())


def asking(query: str = "") -> Asking:
    form = Asking(QueryDict(query))
    form.is_valid()
    return form


def test_those_who_ask_at_once_wait_for_one_tally() -> None:
    found: Any = Counted("at-once")
    with ThreadPoolExecutor(6) as people:
        asked = [people.submit(kept_tally, found, asking()) for _ in range(6)]
        found.may.set()
        tallies = [one.result(30) for one in asked]
    assert found.times == 1 and len({id(tally) for tally in tallies}) == 1


def test_another_question_and_other_incidents_have_their_own() -> None:
    found: Any = Counted("its-own")
    found.may.set()
    kept_tally(found, asking())
    kept_tally(found, asking("by=object"))
    found.state = ("a", "judged")
    kept_tally(found, asking())
    kept_tally(found, asking())
    assert found.times == 3


def test_a_question_without_sense_is_refused_each_time() -> None:
    found: Any = Counted("refused")
    found.may.set()
    for _ in range(2):
        with pytest.raises(UsageError):
            kept_tally(found, asking("since=2020-02-01&until=2020-01-01"))
