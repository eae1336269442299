"""A digest as one HTML page that stands alone: no script, nothing from elsewhere, fit to be printed."""

from __future__ import annotations

import base64
import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from rasd.exporting import drawing
from rasd.exporting.digests.blocks import (
    Block,
    Cell,
    Digest,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Table,
    is_arabic,
)

#: Letters: cells of so few stay on one line.
SHORT = 12
STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.55 "Noto Sans Arabic", "Noto Sans", "Segoe UI", Tahoma, "DejaVu Sans", sans-serif; color: #222;
  background: #fff; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid
  #0072b2; padding-bottom: .2rem; } h3 { font-size: 1.05rem; margin: 1.6rem 0 .2rem; }
p { margin: .4rem 0; } .note { color: #5c5c5c; font-size: .87rem; }
.caveat { background: #fff6e0; border-inline-start: 4px solid #b36b00; padding: .5rem .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .87rem; }
th, td { border: 1px solid #c8c8c8; padding: .3rem .45rem; vertical-align: top; text-align: start;
  overflow-wrap: anywhere; } thead th { background: #eef3f7; overflow-wrap: normal; }
[dir=rtl] > table th, [dir=rtl] > table td { text-align: right; }
tr.marked > th, tr.marked > td { background: #fdf0e6; } tbody th { font-weight: 600; }
.short { white-space: nowrap; }
.remark { display: block; color: #5c5c5c; font-size: .93em; } q { display: block; margin-top: .15rem; quotes: "«" "»"; }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; } th, td { padding: .12rem .3rem; } thead { display: table-header-group; }
  h2, h3, h3 + p { break-after: avoid; } tr, figure { break-inside: avoid; }
}
"""


def page(digest: Digest) -> bytes:
    """The digest as a page."""
    way = "rtl" if digest.is_rtl else "ltr"
    root = ET.Element("html", {"lang": digest.language, "dir": way})
    _head(root, digest)
    main = ET.SubElement(ET.SubElement(root, "body"), "main")
    for block in digest.blocks:
        _add(main, block, way)
    text: str = ET.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n".encode()


def _head(root: ET.Element, digest: Digest) -> None:
    """The title, and a policy by which the page can load nothing but its own pictures and style."""
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    allowed = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    ET.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    ET.SubElement(head, "meta", {"name": "referrer", "content": "no-referrer"})
    ET.SubElement(head, "title").text = f"{digest.title} · {digest.day}"
    ET.SubElement(head, "style").text = STYLE


def _add(parent: ET.Element, block: Block, way: str) -> None:
    if isinstance(block, Heading):
        _say(ET.SubElement(parent, f"h{block.level}"), block.parts)
    elif isinstance(block, Paragraph):
        about = {} if block.kind == "plain" else {"class": block.kind}
        _say(ET.SubElement(parent, "p", about), block.parts, " " if block.kind == "caveat" else " · ")
    elif isinstance(block, Table):
        _table(parent, block, way)
    elif isinstance(block, Figure):
        _figure(parent, block)
    elif isinstance(block, Listing):
        points = ET.SubElement(parent, "ul")
        for item in block.items:
            ET.SubElement(points, "li").text = item


def _say(element: ET.Element, parts: Iterable[str], between: str = " · ") -> None:
    """Parts in a row, each in its own direction, so that none scrambles another."""
    last: ET.Element | None = None
    for part in parts:
        if last is not None:
            last.tail = between
        last = ET.SubElement(element, "bdi", _direction(part))
        last.text = part


def _direction(text: str) -> dict[str, str]:
    return {"dir": "rtl", "lang": "ar"} if is_arabic(text) else {"dir": "ltr"}


def _table(parent: ET.Element, block: Table, way: str) -> None:
    table = ET.SubElement(ET.SubElement(parent, "div", {"class": "wide", "dir": way, "tabindex": "0"}), "table")
    row = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for head in block.head:
        _say(ET.SubElement(row, "th", {"scope": "col"}), (head,))
    body = ET.SubElement(table, "tbody")
    for number, cells in enumerate(block.rows):
        row = ET.SubElement(body, "tr", {"class": "marked"} if number in block.marked else {})
        for column, cell in enumerate(cells):
            _cell(ET.SubElement(row, "td" if column else "th", {} if column else {"scope": "row"}), cell)


def _cell(element: ET.Element, cell: Cell) -> None:
    if cell.text:
        _say(element, (cell.text,))
        if len(cell.text) <= SHORT:
            element[0].set("class", "short")
    if cell.remark:
        remark = ET.SubElement(element, "span", {"class": "remark"})
        _say(remark, cell.remark.split(" · "))
    if cell.quote:
        ET.SubElement(element, "q", _direction(cell.quote)).text = cell.quote


def _figure(parent: ET.Element, block: Figure) -> None:
    """The picture inside the page; what it shows stands in the table below it, its notes are its description."""
    picture = block.picture
    data = base64.b64encode(drawing.drawn(picture, ".svg")).decode()
    said = f"{picture.title} · {picture.subtitle}"
    ET.SubElement(ET.SubElement(parent, "figure"), "img", {"src": f"data:image/svg+xml;base64,{data}", "alt": said})
