"""Pages over all of the ledger are answered by a process of its own, which comes again and ends with the desk."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk_server import PASSWORD, Desk

from rasd.desk.beside import ADDRESSES


@pytest.fixture
def desk(kept_file: str) -> Iterator[Desk]:
    """A desk of its own: these tests end its processes."""
    desk = Desk(kept_file)
    yield desk
    desk.stop()


@pytest.fixture
def editor(desk: Desk) -> Iterator[httpx.Client]:
    """Somebody who has logged in."""
    with httpx.Client(base_url=desk.url, headers={"accept-language": "en"}, timeout=60) as client:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/login/").text)
        assert token is not None
        given = {"username": "editor", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        assert client.post("/login/", data=given).status_code == 302
        yield client


def _started_by(process: int, within: float = 10.0) -> list[int]:
    """The processes that answer beside a desk; one just started still bears the name of the desk for a moment."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        tasks = Path(f"/proc/{process}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
        found = [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
        if found:
            return found
        time.sleep(0.05)
    return []


def _is_gone(process: int, within: float = 10.0) -> bool:
    end = time.monotonic() + within
    status = Path(f"/proc/{process}/status")
    while time.monotonic() < end:
        if not status.exists() or "State:\tZ" in status.read_text():
            return True
        time.sleep(0.05)
    return False


def test_its_pages_and_forms_work_as_those_of_the_desk(desk: Desk, editor: httpx.Client) -> None:
    assert len(_started_by(desk.process.pid)) == 1
    page = editor.get("/incidents/")
    assert page.status_code == 200 and "editor" in page.text and page.headers["Content-Security-Policy"]
    assert len(page.content) == int(page.headers["Content-Length"])
    chosen = re.findall(r'name="incident" value="([\w-]+)"', page.text)[:2]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert len(chosen) == 2 and token is not None
    sent = {"incident": chosen, "reason": "واحد", "override": "on", "csrfmiddlewaretoken": token[1]}
    assert editor.post("/incidents/merge/", data={**sent, "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    answer = editor.post("/incidents/merge/", data=sent)
    assert answer.status_code == 302
    assert "Put together." in editor.get(answer.headers["Location"], follow_redirects=True).text
    assert editor.get("/log/").text.count("judged") >= 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_sent_to_the_login_page(desk: Desk, address: str) -> None:
    answer = httpx.get(desk.url.rstrip("/") + address)
    assert answer.status_code == 302 and "/login/" in answer.headers["Location"]


def test_one_that_was_killed_is_started_again(desk: Desk, editor: httpx.Client) -> None:
    (first,) = _started_by(desk.process.pid)
    assert editor.get("/tallies/").status_code == 200
    os.kill(first, signal.SIGKILL)
    assert _is_gone(first)
    assert editor.get("/inbox/").status_code == 200
    answers = [editor.get("/tallies/") for _ in range(2)]
    assert answers[-1].status_code == 200
    assert all(a.status_code == 200 or (a.status_code == 503 and "Try again" in a.text) for a in answers)
    (second,) = _started_by(desk.process.pid)
    assert second != first


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_it_ends_with_the_desk(kept_file: str, by: signal.Signals) -> None:
    desk = Desk(kept_file)
    (beside,) = _started_by(desk.process.pid)
    desk.process.send_signal(by)
    desk.process.wait(timeout=30)
    assert _is_gone(beside)
    assert "Traceback" not in "".join(desk.said)
