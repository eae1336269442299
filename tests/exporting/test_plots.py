"""Plots show what the tally says and no more: ranges, open bounds, what has no number; Arabic letters are joined."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_claims import claim
from made_exports import TODAY

from rasd.errors import UsageError
from rasd.exporting import captions, drawing, plots
from rasd.exporting.plots import Mark, Panel, Picture, Plot
from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import linked
from rasd.model import Claim, Count, Party, Person, Place, Sharing
from rasd.tallying.cells import tally
from rasd.tallying.filtering import ALL, Filter

TOWN = Place(text="إدلب", span=(0, 4), id="geonames:169389", name="Idlib", country="SY", admin1="Idlib",
             level="settlement", lat=35.9, lon=36.6, status="resolved")  # fmt: skip


def told() -> Iterator[Claim]:
    """Three months in which killings are told of: a range, an open bound, and one without a number."""
    fields: dict[str, Any] = {"patient": "syr-state", "speaker": "ministry"}
    yield claim("one-1", "killed", 9, day="2020-01-05", published="2020-01-06", **fields)
    yield claim("two-1", "killed", 14, day="2020-01-05", published="2020-01-06", patient="syr-state")
    open_end = Count(low=20, high=None, qualifier="at_least")
    yield claim("three-1", "killed", 20, day="2020-02-09", published="2020-02-10", count=open_end)
    vague = Count(qualifier="vague", text="عشرات")
    yield claim("four-1", "killed", None, day="2020-03-11", published="2020-03-12", count=vague)
    yield claim("five-1", "wounded", 3, day="2020-03-11", published="2020-03-12")


def shared(claims: list[Claim] | None = None, sharing: Sharing = Sharing.public, of: Filter = ALL) -> Share:
    rows = list(told()) if claims is None else claims
    return share_of(rows, linked(rows), sharing, today=TODAY, of=of)


def marks_of(picture: Picture) -> dict[str | None, Mark]:
    return {mark.value: mark for mark in picture.panels[0].marks}


def test_a_panel_for_killed_and_one_for_wounded() -> None:
    picture = plots.picture_of(shared(), Plot())
    assert [panel.title for panel in picture.panels] == ["killed · people", "wounded · people"]


def test_marks_are_the_cells_of_the_tally() -> None:
    share = shared()
    cells = {c.key["month"]: c for c in tally(share.incidents, ["month"]).cells if c.action == "killed"}
    marks = marks_of(plots.picture_of(share, Plot()))
    assert {v: (m.low, m.best, m.high, m.unquantified) for v, m in marks.items()} == {
        value: (c.low, c.best, c.high, c.unquantified) for value, c in cells.items()
    }
    assert marks["2020-02"].high is None
    assert (marks["2020-03"].is_counted, marks["2020-03"].unquantified) == (False, 1)


def test_the_notes_say_how_to_read_it_and_what_it_rests_on() -> None:
    notes = " ".join(plots.picture_of(shared(), Plot()).notes)
    for said in ("the upper bound is open", "unquantified", "Published by: five, four, one", "not what is true"):
        assert said in notes
    only_sure = plots.picture_of(shared([claim("a-1", "killed", 4, day="2020-01-05")]), Plot())
    assert "open" not in only_sure.notes[0] and "unquantified" not in only_sure.notes[0]


def test_by_side_the_unsaid_stands_last() -> None:
    labels = [mark.label for mark in plots.picture_of(shared(), Plot(by=("side",))).panels[0].marks]
    assert labels == ["Syria", "(not said)"]


def test_the_unsaid_is_not_drawn_beside_sides_but_said_in_figures() -> None:
    picture = plots.picture_of(shared(), Plot(by=("side",)))
    assert [mark.label for mark in drawing.drawn_marks(picture.panels[0])] == ["Syria"]
    assert [mark.label for mark in drawing.drawn_marks(picture.panels[1])] == ["(not said)"], "the only one"
    assert "stands in figures alone" in picture.notes[0] and "in all: 1" in picture.notes[0]


def test_without_days_there_is_nothing_over_time_but_by_place() -> None:
    rows = [claim("a-1", "killed", 3)]
    with pytest.raises(UsageError, match="has no certain month"):
        plots.picture_of(shared(rows, Sharing.internal), Plot())
    assert plots.picture_of(shared(rows, Sharing.internal), Plot(by=("place",))).panels[0].marks[0].best == 3


def test_a_second_column_makes_panels() -> None:
    titles = [p.title for p in plots.picture_of(shared(), Plot(by=("month", "side"))).panels]
    assert titles[0] == "Syria · killed · people"


def test_names_are_arabic_in_arabic() -> None:
    named = claim("a-1", "killed", 4, day="2020-01-05", patient="syr-state")
    placed = type(named)(**{**{k: getattr(named, k) for k in named.__struct_fields__}, "place": TOWN})
    share = shared([placed])
    for axis, label in (("place", "إدلب"), ("admin1", "إدلب"), ("country", "سوريا"), ("side", "سوريا")):
        assert plots.picture_of(share, Plot(by=(axis,)), "ar").panels[0].marks[0].label == label
    assert plots.picture_of(share, Plot(by=("place",)), "en").panels[0].marks[0].label == "Idlib"


def test_many_rows_are_cut_and_the_rest_is_said() -> None:
    rows = [
        claim(f"r{n}-1", "killed", n + 1, day=f"2020-01-{n + 1:02}", place=f"بلدة {n}", patient=f"p{n}")
        for n in range(20)
    ]
    picture = plots.picture_of(shared(rows), Plot(by=("party",), actions=("killed",)))
    assert len(picture.panels[0].marks) == plots.MOST_ROWS
    assert any("Not drawn for want of room: 5" in note for note in picture.notes)


def test_no_private_person_is_named_in_a_public_plot() -> None:
    row = claim("a-1", "killed", 1, day="2020-01-05")
    fields = {key: getattr(row, key) for key in row.__struct_fields__}
    fields |= {
        "agent": Party(text="سامر الحلبي", span=(0, 5)),
        "persons": (Person(text="سامر الحلبي", span=(0, 5), private=True),),
    }
    rows = [type(row)(**fields)]
    assert plots.picture_of(shared(rows), Plot(by=("agent",))).panels[0].marks[0].label == "▮"
    inside = plots.picture_of(shared(rows, Sharing.internal), Plot(by=("agent",)))
    assert inside.panels[0].marks[0].label == "سامر الحلبي"


# ---- drawn


@pytest.mark.parametrize("ending", drawing.ENDINGS)
def test_the_same_figures_give_the_same_bytes(ending: str) -> None:
    picture = plots.picture_of(shared(), Plot(), "ar")
    code = (
        f"import sys, pickle; sys.path.insert(0, {str(Path(captions.__file__).parents[2])!r})\n"
        "from rasd.exporting import drawing\n"
        f"sys.stdout.buffer.write(drawing.drawn(pickle.load(sys.stdin.buffer), {ending!r}))"
    )
    there = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(picture), capture_output=True, check=True)
    here = drawing.drawn(picture, ending)
    assert hashlib.sha256(here).hexdigest() == hashlib.sha256(there.stdout).hexdigest()


def test_an_svg_is_whole_and_names_nothing_outside() -> None:
    svg = drawing.drawn(plots.picture_of(shared(), Plot(), "ar"))
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "الخسائر كما وردت في التقارير: قتلى، جرحى"
    assert b"DOCTYPE" not in svg and b"<script" not in svg and b"<image" not in svg
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert links and all(link.startswith("#") for link in links)
    assert "date" not in svg.decode().lower().replace("dates", "")


def glyphs_of(words: str) -> set[str]:
    """The shapes of DejaVu Sans that a plot draws its labels with."""
    mark = Mark("x", words, 1, 1, 1, 0, True)
    picture = Picture("", "", "place", (Panel("", (mark,), 0),), (), True)
    root = ET.fromstring(drawing.drawn(picture))
    return {id.rpartition("-")[2] for e in root.iter() if (id := e.get("id", "")).startswith("DejaVuSans-")}


def test_arabic_letters_are_joined() -> None:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    font = FT2Font(font_manager.findfont("DejaVu Sans"))
    initial, medial, final, alone = (f"{font.get_char_index(code):x}" for code in (0xFED7, 0xFED8, 0xFED6, 0xFED5))
    assert initial in glyphs_of("قتل") and medial in glyphs_of("مقتل") and final in glyphs_of("حلق")
    assert alone not in glyphs_of("قتل")


def test_an_open_bound_ends_in_an_arrow_and_a_known_one_does_not() -> None:
    def markers(high: float | None) -> int:
        picture = Picture("", "", "place", (Panel("", (Mark("x", "x", 1, 2, high, 0, True),), 0),), (), False)
        root = ET.fromstring(drawing.drawn(picture))
        return sum(e.tag.endswith("}g") and e.get("id", "").startswith("line2d") for e in root.iter())

    assert markers(None) == markers(4) + 2  # the dashed line and the head of the arrow


def test_every_measure_has_a_colour_and_a_sign_of_its_own() -> None:
    assert len(set(drawing.COLOURS)) == len(drawing.COLOURS) == len(set(drawing.SIGNS)) == len(drawing.SIGNS)


# ---- wrong calls


@pytest.mark.parametrize(
    ("plot", "said"),
    [
        (Plot(by=("week",)), "by week: cannot be plotted over"),
        (Plot(by=()), "name one column"),
        (Plot(by=("side", "month")), "days cannot be panels"),
        (Plot(actions=("flew",)), "flew: no such action"),
        (Plot(object="person.robot"), "person.robot: no such action or class"),
    ],
)
def test_what_makes_no_sense_is_said(plot: Plot, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        plots.picture_of(shared(), plot)


def test_the_main_class_can_be_plotted_over(public: Share) -> None:
    picture = plots.picture_of(public, Plot(by=("class",)))
    assert picture.panels[0].title == "killed" and picture.panels[0].marks[0].label == "people"


def test_a_panel_by_class_names_the_class_once() -> None:
    titles = [panel.title for panel in plots.picture_of(shared(), Plot(by=("month", "object"))).panels]
    assert titles and all(len(title.split(" · ")) == len(set(title.split(" · "))) == 2 for title in titles), titles


def test_a_period_without_days_or_without_claims_is_said() -> None:
    with pytest.raises(UsageError, match="no such day"):
        shared(of=Filter(start="2020-02-30"))
    with pytest.raises(UsageError, match="nothing of the kind is counted"):
        plots.picture_of(shared(of=Filter(start="2030-01-01")), Plot())


def test_nothing_left_for_the_public_says_why() -> None:
    with pytest.raises(UsageError, match="--with-recent"):
        plots.picture_of(shared([claim("a-1", "killed", 3, day="2020-05-31")]), Plot())


def test_another_ending_and_another_language_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        drawing.write(plots.picture_of(shared(), Plot()), tmp_path / "x.gif")
    with pytest.raises(UsageError, match="Known are ar, en"):
        plots.picture_of(shared(), Plot(), "fr")


def test_every_caption_is_there_in_both_languages_with_the_same_blanks() -> None:
    import string

    for key, own in captions.captions().items():
        if isinstance(own["en"], list):
            assert len(own["en"]) == len(own["ar"]), key
            continue
        assert set(own) == set(captions.LANGUAGES), key
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in own.values()]
        assert blanks[0] == blanks[1], key


@pytest.mark.parametrize(("module", "form"), [("matplotlib", "plot"), ("docx", "document")])
def test_without_its_library_a_form_says_what_to_install(
    module: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasd.exporting.digests import docx
    from rasd.exporting.digests.blocks import Digest

    picture = plots.picture_of(shared(), Plot())
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"pip install 'rasd\[export\]'"):
        drawing.drawn(picture) if form == "plot" else docx.document(Digest("", "ar", "2020-01-01", ()))
