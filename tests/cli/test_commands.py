"""The command line as people call it: what is printed where, and the exit codes."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = "أعلنت وزارة الدفاع السورية مقتل 12 جندياً وتدمير 3 دبابات في هجوم قرب مدينة حلب أمس الأحد."


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(TEXT.encode("cp1256"))
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "r-1", "text": TEXT, "published": "2020-01-27"}) + "\n")
    return tmp_path


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "COLUMNS": "100"}


def rasd(here: Path, *arguments: str, given: str | bytes = b"") -> tuple[int, str, str]:
    raw = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [sys.executable, "-m", "rasd", *arguments],
        cwd=here,
        input=raw,
        capture_output=True,
        env=environment(),
        timeout=120,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_records_go_into_a_pipe_one_a_line(here: Path) -> None:
    code, out, errors = rasd(here, "read", "a.txt", "--published", "2020-01-27", "--outlet", "ضفاف")
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, errors) == (0, "")
    assert records
    assert {(r["report"], r["published"], r["outlet"]) for r in records} == {("a.txt", "2020-01-27", "ضفاف")}
    for record in records:
        for part in (record["evidence"], record["count"], record["agent"], record["place"]):
            if part and part["span"]:
                assert TEXT[slice(*part["span"])] == part["text"]


def test_the_same_bytes_whatever_the_order_and_the_number_of_jobs(here: Path) -> None:
    for number in range(40):
        (here / f"n{number}.txt").write_text(TEXT.replace("12", str(number + 5)), encoding="utf-8")
    alone = rasd(here, "read", ".")
    assert alone[0] == 0
    assert alone[1].count("\n") >= 40
    assert rasd(here, "read", ".", "--jobs", "2") == alone
    names = sorted(path.name for path in here.iterdir())
    assert rasd(here, "read", *reversed(names), "n?.txt", "--jobs", "3") == alone


def test_the_same_claims_from_every_encoding_and_standard_input(here: Path) -> None:
    def claims(*arguments: str, given: bytes = b"") -> list[str]:
        _, out, _ = rasd(here, "read", *arguments, given=given)
        return [json.loads(line)["evidence"]["text"] for line in out.splitlines()]

    assert claims("a.txt") == claims("b.txt") == claims("c.jsonl") == claims("-", given=TEXT.encode("utf-16"))
    assert claims("a.txt")


def test_what_cannot_be_read_is_said_and_the_rest_is_read(here: Path) -> None:
    (here / "bad.txt").write_bytes(b"\x7fELF\0\0")
    (here / "bad.jsonl").write_text('{"text": 5}\n' + json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    code, out, errors = rasd(here, "read", ".", "gone.txt", "no*.html")
    assert code == 3
    assert {json.loads(line)["report"] for line in out.splitlines()} == {"a.txt", "b.txt", "r-1", "bad.jsonl:2"}
    assert errors.splitlines() == [
        'rasd: bad.jsonl:1: "text" is a number, no string. Write one object a line: {"id": …, "text": …, '
        '"published": "2020-01-26", "outlet": …}.',
        "rasd: bad.txt: is a program (ELF), no text. Only text, pages, tables, mail, feeds, PDF, and archives of them "
        "can be read.",
        "rasd: gone.txt: there is no such file. Check the spelling and the folder.",
        "rasd: no*.html: matches no file. Check the pattern and the folder.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument"),
        (["read", "a.txt", "--format", "xml"], "xml"),
        (["read", "a.txt", "--published", "yesterday"], "--published yesterday: no such day. Write it as 2020-01-26."),
        (["read", "a.txt", "--published", "2020-02-31"], "no such day"),
        (["read", "a.txt", "--jobs", "0"], "--jobs"),
        (["read", "a.txt", "--max-size", "-1"], "--max-size"),
        (["read", "a.txt", "--colour"], "No such option"),
        (["inspect", "names"], "names"),
        (["frobnicate"], "No such command"),
        (["text", "many.jsonl"], "Choose one with --id"),
    ],
)
def test_a_wrong_call_is_explained(here: Path, arguments: list[str], said: str) -> None:
    (here / "many.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 2, encoding="utf-8")
    code, out, errors = rasd(here, *arguments)
    assert (code, out) == (2, "")
    assert said in errors
    assert "Traceback" not in errors


def test_csv_has_a_header_and_may_begin_with_a_mark(here: Path) -> None:
    _, plain, _ = rasd(here, "read", "--format", "csv", "a.txt")
    code, marked, _ = rasd(here, "read", "--format", "csv", "--bom", "a.txt")
    assert (code, marked) == (0, "\ufeff" + plain)
    assert plain.startswith("id,report,report_id,outlet,published,action,object,low,high,")
    assert plain.count("\n") >= 2


def test_the_table_shows_what_and_the_words_that_say_it(here: Path) -> None:
    code, out, errors = rasd(here, "read", "--format", "table", "a.txt")
    assert (code, errors) == (0, "")
    assert out.startswith("a.txt · ")
    assert "12" in out and "killed" in out and "مقتل 12 جندياً" in out
    assert "\x1b" not in out and "\u2068" not in out


def test_why_shows_the_sentence_the_parts_and_the_rules(here: Path) -> None:
    code, out, errors = rasd(here, "read", "--format", "table", "--why", "a.txt")
    assert (code, errors) == (0, "")
    assert TEXT in out.splitlines()
    assert "  measure: [12 جندياً] = " in out
    assert "  rule: " in out


def test_why_has_no_effect_on_records(here: Path) -> None:
    code, out, errors = rasd(here, "read", "--why", "a.txt")
    assert code == 0
    assert out == rasd(here, "read", "a.txt")[1]
    assert "--why has no effect on jsonl" in errors


def test_text_is_printed_letter_for_letter(here: Path) -> None:
    (here / "crlf.txt").write_bytes(b"\xef\xbb\xbf" + "قتل\r\n جندي\n\n".encode())
    assert rasd(here, "text", "crlf.txt") == (0, "قتل\r\n جندي\n\n", "")
    assert rasd(here, "text", "c.jsonl") == rasd(here, "text", "-", given=TEXT) == (0, TEXT, "")
    (here / "two.jsonl").write_text(
        f'{{"id": "x", "text": "{TEXT}"}}\n{{"id": "y", "text": "قتل"}}\n', encoding="utf-8"
    )
    assert rasd(here, "text", "two.jsonl", "--id", "y") == (0, "قتل", "")
    assert rasd(here, "text", "gone.txt")[0] == 3


def test_inspect_answers_each_line_with_one_array(here: Path) -> None:
    lines = ['{"text": "قتل 5 جنود يوم 3 مايو 2020", "published": null}', "قُتل 5 جنود", "", "لا شيء هنا"]
    code, out, errors = rasd(here, "inspect", "numbers", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, errors, len(answers)) == (0, "", 4)
    assert [answer["low"] for answer in answers[1]] == [5]
    assert answers[2] == answers[3] == []
    (here / "dates.jsonl").write_text('{"text": "أمس", "published": "2020-01-26"}\n{"text": "أمس"}\n', encoding="utf-8")
    code, out, _ = rasd(here, "inspect", "dates", "dates.jsonl")
    first, second = (json.loads(line) for line in out.splitlines())
    assert (first[0]["start"], first[0]["end"]) == ("2020-01-25", "2020-01-25")
    assert all(date["start"] is None for date in second)


def test_inspect_names_a_bad_line_and_goes_on(here: Path) -> None:
    code, out, errors = rasd(here, "inspect", "numbers", given='{"text": 5}\n{"text"\nقتل 5 جنود\n')
    assert code == 3
    assert [len(json.loads(line)) for line in out.splitlines()] == [0, 0, 1]
    assert [line.split(": ")[1] for line in errors.splitlines()] == ["standard input:1", "standard input:2"]


def test_the_codebook_can_be_asked(here: Path) -> None:
    code, out, _ = rasd(here, "codebook", "show")
    assert code == 0
    assert out.startswith("version\tk-")
    code, out, _ = rasd(here, "codebook", "find", "دبابة")
    assert code == 0
    assert json.loads(out.splitlines()[0])["id"] == "vehicle.tank"
    code, out, errors = rasd(here, "codebook", "find", "xyzzy")
    assert (code, out) == (0, "")
    assert "nothing in the codebook is spelled xyzzy" in errors


def test_an_actor_is_shown_with_its_relations(here: Path) -> None:
    code, out, _ = rasd(here, "codebook", "find", "قوات الدعم السريع")
    assert code == 0
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert row["id"] == "sdn-rapid-support-forces"
    assert {"part_of": "sdn-state", "until": "2023-04-14"}.items() <= row["relations"][0].items()


def test_the_losses_of_a_side_can_be_asked_for(here: Path) -> None:
    rows = [
        {"id": "1", "published": "2018-05-06", "text": "مقتل 7 من جنود الجيش الروسي في هجوم على حلب أمس."},
        {"id": "2", "published": "2018-05-06", "text": "مقتل 8 من جنود الجيش السوري في هجوم على تدمر أمس."},
    ]
    (here / "sides.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    side = ("tally", "sides.jsonl", "--side", "syr-government", "--by", "party", "--format", "jsonl")
    for options, lows in (((), [7, 8]), (("--without-allies",), [8])):
        code, out, _ = rasd(here, *side, *options)
        assert (code, sorted(json.loads(line)["low"] for line in out.splitlines())) == (0, lows)
    code, out, errors = rasd(here, "tally", "sides.jsonl", "--without-allies")
    assert (code, out) == (2, "") and "--side ID" in errors
    code, out, errors = rasd(here, "tally", "sides.jsonl", "--side", "nobody")
    assert (code, out) == (2, "") and "no actor of the codebook" in errors


def test_a_place_that_nobody_knows_is_said_and_an_empty_answer_too(here: Path) -> None:
    for asked, said in (("Atlantis", "no such place is known"), ("Alepo", "Is it Aleppo?")):
        for command in (("tally", "c.jsonl"), ("incidents", "c.jsonl")):
            code, out, errors = rasd(here, *command, "--place", asked)
            assert (code, out) == (2, "") and said in errors
    assert rasd(here, "add", "c.jsonl")[0] == 0
    code, out, errors = rasd(here, "claims", "--place", "Atlantis")
    assert (code, out) == (2, "") and "no such place is known" in errors
    code, out, errors = rasd(here, "tally", "c.jsonl", "--since", "1990-01-01", "--until", "1990-01-02")
    assert (code, out) == (0, "") and "nothing is counted in this period and place" in errors
    code, out, errors = rasd(here, "claims", "--since", "2030-01-01")
    assert (code, out) == (0, "") and "no claim fits" in errors


def test_missing_names_are_listed_with_their_number(here: Path) -> None:
    code, out, _ = rasd(here, "codebook", "missing", "a.txt", "gone.txt")
    assert code == 3
    assert all(line.split("\t")[1] in ("agent", "patient", "speaker") for line in out.splitlines())


def test_the_version_is_printed(here: Path) -> None:
    code, out, _ = rasd(here, "--version")
    assert code == 0
    assert out.startswith("rasd ")


@pytest.mark.parametrize(
    "arguments", [["add", "a.txt", "لا شيء.txt"], ["failures"], ["claims", "--help"], ["reread", "--all"]]
)
def test_what_is_printed_is_utf8_in_any_locale(here: Path, arguments: list[str]) -> None:
    assert rasd(here, "add", "a.txt", "لا شيء.txt")[0] == 3
    done = subprocess.run(
        [sys.executable, "-m", "rasd", *arguments],
        cwd=here,
        capture_output=True,
        env={**environment(), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        timeout=120,
    )
    assert done.stdout.decode() and b"Traceback" not in done.stderr


def test_a_reader_who_stops_early_sees_no_complaint(here: Path) -> None:
    (here / "many.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 3_000, encoding="utf-8")
    command = [sys.executable, "-m", "rasd", "read", "many.jsonl"]
    with subprocess.Popen(command, cwd=here, stdout=-1, stderr=-1, env=environment()) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_ends_quietly(here: Path, jobs: str) -> None:
    (here / "many.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 200_000, encoding="utf-8")
    command = [sys.executable, "-m", "rasd", "read", "many.jsonl", "--jobs", jobs]
    out = (here / "out").open("wb")
    # What a shell starts in the background ignores Ctrl-C, and so would the program started from there.
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, cwd=here, stdout=out, stderr=-1, env=environment(), preexec_fn=heed) as process:
        while not (here / "out").stat().st_size and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(60) == 130
    out.close()


def test_closed_and_full_outputs_are_no_traceback(here: Path) -> None:
    def shell(line: str) -> tuple[int, str]:
        command = f"{sys.executable} -m rasd {line}"
        done = subprocess.run(command, shell=True, cwd=here, capture_output=True, env=environment(), timeout=60)
        return done.returncode, done.stderr.decode()

    assert shell("read a.txt >&-") == (0, "")
    assert shell("read - <&-")[0] == 3
    if Path("/dev/full").exists():
        message = "rasd: cannot go on: No space left on device. Check the disk that the output goes to.\n"
        assert shell("read a.txt >/dev/full") == (1, message)


def test_an_error_of_the_system_names_its_file(here: Path) -> None:
    (here / "own.yaml").write_text("[]", encoding="utf-8")
    code, out, errors = rasd(here, "--data-dir", "a.txt/data", "codebook", "apply", "own.yaml")
    assert (code, out) == (1, "")
    assert errors == "rasd: cannot go on: a.txt/data/codebook: Not a directory. Check the name and its folder.\n"


def test_the_first_lines_of_help_name_what_to_give(here: Path) -> None:
    assert "INPUT" in rasd(here, "read", "--help")[1].splitlines()[0]
    assert "numbers|dates" in rasd(here, "inspect", "--help")[1].splitlines()[0]
