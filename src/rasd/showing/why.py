"""Why a claim was read: its sentence with the parts marked, the parts one by one, and the rules that fired.

In a terminal with colours the parts are marked by style alone, so that the order of the Arabic words
stays as it is; elsewhere each part stands in brackets on a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from rasd.arabic.sentences import sentences
from rasd.arabic.words import tokenise
from rasd.model import Claim, Place, Report, Span
from rasd.showing.terminal import isolated
from rasd.showing.wording import how_many, remarks, what, when
from rasd.showing.words import harmless, one_line

#: The parts of a claim, in the order of the legend, and how each is marked.
STYLES = {
    "measure": "bold yellow",
    "agent": "bold red",
    "patient": "bold cyan",
    "place": "bold green",
    "time": "bold magenta",
    "speaker": "bold blue",
    "cue": "underline blue",
    "person": "underline cyan",
}
_FAR = "the outlet itself"

Explain = Callable[[str], str]
#: What a report without a date tells of when it was published, in lines.
Told = Callable[[Report], Sequence[str]]
#: The places that were weighed for each span of a report.
Weighed = Callable[[Report, Sequence[Claim]], Mapping[Span, Sequence[str]]]


class Part(NamedTuple):
    """A part of a claim: what it is, the words, where they stand, and what they were taken to mean."""

    label: str
    text: str
    span: Span
    meaning: str = ""


def parts(claim: Claim) -> list[Part]:
    """The parts of a claim that the text words, in the order of the legend."""
    found: list[Part] = []
    if claim.count.text and claim.count.span:
        found.append(Part("measure", claim.count.text, claim.count.span, how_many(claim.count)))
    for label, party in (("agent", claim.agent), ("patient", claim.patient)):
        if party:
            found.append(Part(label, party.text, party.span, _meaning(party.name, party.basis)))
    if claim.place:
        found.append(Part("place", claim.place.text, claim.place.span, where(claim.place)))
    if claim.time:
        day = when(claim.time) if claim.time.start or claim.time.end else "no day known"
        found.append(Part("time", claim.time.text, claim.time.span, day))
    for link in claim.attribution:
        if link.speaker:
            found.append(Part("speaker", link.speaker.text, link.speaker.span, link.speaker.name or ""))
        if link.cue:
            found.append(Part("cue", link.cue.text, link.cue.span, link.stance))
    found += [Part("person", person.text, person.span) for person in claim.persons]
    return found


def where(place: Place) -> str:
    """A resolved place in words: its name, country, point and reach, and how it lies to the one named."""
    if place.parts:
        return "; ".join(f"{part.text}: {where(part)}" for part in place.parts)
    names = ", ".join(filter(None, (place.name, place.admin1 if place.admin1 != place.name else None, place.country)))
    if place.lat is not None and place.lon is not None and place.radius_km is not None:
        names += f" {place.lat:.3f}, {place.lon:.3f} within {place.radius_km:g} km"
    told = (place.relation or "").replace("_", " ")
    state = "" if place.status == "resolved" else place.status
    return ", ".join(filter(None, (names, told, state)))


def _meaning(name: str | None, basis: str | None) -> str:
    how = {"context": "from the words around", "description": "a description, no name"}.get(basis or "", "")
    return ", ".join(filter(None, (name, how)))


def sentence_spans(text: str) -> list[Span]:
    """The spans of a text's sentences."""
    tokens = tokenise(text)
    return [tokens.span(first, last) for first, last in sentences(tokens)]


def around(spans: list[Span], evidence: Span) -> Span:
    """The whole sentence or sentences that the evidence stands in."""
    touched = [s for s in spans if s[0] < evidence[1] and evidence[0] < s[1]] or [evidence]
    return min(touched[0][0], evidence[0]), max(touched[-1][1], evidence[1])


def show(
    console: Console,
    report: Report,
    claims: list[Claim],
    explain: Explain,
    isolate: bool,
    weighed: Weighed = lambda report, claims: {},
    published: Told = lambda report: (),
) -> None:
    """Print every claim of a report with its reasons."""
    coloured = console.color_system is not None and not console.no_color
    _line(console, Text(one_line(report.id), style="bold underline"))
    if coloured:
        _line(console, legend())
    for told in published(report):
        _line(console, Text(f"published: {one_line(told)}", style="dim"))
    spans = sentence_spans(report.text)
    places = weighed(report, claims)
    for number, claim in enumerate(claims, 1):
        console.print()
        for line in _one(number, claim, report.text, around(spans, claim.evidence.span), coloured, explain, isolate):
            _line(console, line)
        for candidate in places.get(claim.place.span, ()) if claim.place else ():
            _line(console, Text(f"  place weighed: {one_line(candidate)}", style="dim"))
    console.print()


def _line(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True, highlight=False)


def legend() -> Text:
    """The names of the parts, each in its style."""
    line = Text("marked: ")
    for i, (label, style) in enumerate(STYLES.items()):
        line.append("  " if i else "")
        line.append(label, style)
    return line


def _one(
    number: int, claim: Claim, text: str, span: Span, coloured: bool, explain: Explain, isolate: bool
) -> Iterator[Text]:
    heading = " · ".join(filter(None, (what(claim), how_many(claim.count), remarks(claim))))
    yield Text(f"{number}  {heading}", style="bold")
    yield marked(claim, text, span) if coloured else Text(one_line(text[slice(*span)]))
    for part in parts(claim):
        yield _part_line(part, span, coloured, isolate)
    if not claim.attribution:
        yield Text(f"  speaker: {_FAR}")
    for rule in claim.rules:
        yield Text(f"  rule: {rule}: {explain(rule)}")


def marked(claim: Claim, text: str, span: Span) -> Text:
    """The sentence with the parts of the claim marked by style; no character is added or moved."""
    start, end = span
    line = Text(harmless(text[start:end]).replace("\n", " ").replace("\t", " "))
    line.stylize("italic", max(claim.evidence.span[0] - start, 0), claim.evidence.span[1] - start)
    for part in parts(claim):
        if start <= part.span[0] and part.span[1] <= end:
            line.stylize(STYLES[part.label], part.span[0] - start, part.span[1] - start)
    return line


def _part_line(part: Part, span: Span, coloured: bool, isolate: bool) -> Text:
    words = one_line(part.text)
    if not coloured:
        words = f"[{words}]"
    line = Text(f"  {part.label}: ")
    line.append(isolated(words) if isolate else words, STYLES[part.label] if coloured else "")
    if part.meaning:
        meaning = one_line(part.meaning)
        line.append(f" = {isolated(meaning) if isolate else meaning}")
    if not (span[0] <= part.span[0] and part.span[1] <= span[1]):
        line.append(f" (elsewhere in the report, character {part.span[0]})", "dim")
    return line
