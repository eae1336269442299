"""A digest as a DOCX file: paragraphs and tables that run from right to left in Arabic, pictures, page numbers."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rasd.exporting import drawing
from rasd.exporting.captions import TO_RIGHT, Wording
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
from rasd.exporting.writing import needed
from rasd.version import __version__

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

FONT = "Arial"
SMALL, WIDE_CM, MARGIN_CM = 8.5, 17.5, 1.75
WIDEST = 34  # letters
NOTE_COLOUR, MARKED, HEAD = "5C5C5C", "FDF0E6", "EEF3F7"
_ARABIC = r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
#: In a paragraph from left to right, what runs the other way: Arabic words with what lies between them.
_RTL = re.compile(rf"[{_ARABIC}](?:[^A-Za-z0-9]*[{_ARABIC}])*")
#: In a paragraph from right to left: Latin words, and days.
_LTR = re.compile(rf"{TO_RIGHT}[\d-]+|[A-Za-z][^\s{_ARABIC}]*(?: [A-Za-z][^\s{_ARABIC}]*)*")


def document(digest: Digest) -> bytes:
    """The digest as a document; the same digest gives the same bytes.

    Raises ``UsageError`` without python-docx.
    """
    try:
        from docx import Document as new_document
    except ImportError:
        raise needed("export", "python-docx") from None
    made = new_document()
    _set_up(made, digest)
    for block in digest.blocks:
        _add(made, block, digest)
    held = io.BytesIO()
    made.save(held)
    return _dated(held.getvalue(), digest.day)


def _set_up(made: Document, digest: Digest) -> None:
    """Paper, fonts, direction, what the file says of itself."""
    from docx.shared import Cm, Pt

    day = datetime.datetime.fromisoformat(digest.day)
    about = made.core_properties
    about.title, about.author, about.comments = digest.title, f"Rasd {__version__}", ""
    about.language, about.created, about.modified, about.last_modified_by = digest.language, day, day, ""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(MARGIN_CM))
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style = made.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        for key in ("w:cs", "w:hAnsi", "w:eastAsia"):
            fonts.set(_name(key), FONT)
    made.styles["Normal"].font.size = Pt(10.5)
    if digest.is_rtl:
        section._sectPr.insert_element_before(_element("w:bidi"), "w:rtlGutter", "w:docGrid")
    _number_pages(section.footer.paragraphs[0], digest)


def _element(tag: str, **given: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for key, value in given.items():
        made.set(_name(f"w:{key}"), value)
    return made


def _name(key: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(key))


def _number_pages(paragraph: WordParagraph, digest: Digest) -> None:
    _turn(paragraph, digest)
    words = Wording(digest.language)
    said = (digest.title, f"{TO_RIGHT if digest.is_rtl else ''}{digest.day}", f"{words('page')} ")
    _say(paragraph, said, digest.is_rtl, size=SMALL)
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = _element("w:instrText")
            code.text = text
            run._r.append(code)


def _turn(paragraph: WordParagraph, digest: Digest) -> None:
    """Make a paragraph run from right to left in a document that does."""
    if digest.is_rtl:
        _run_leftwards(paragraph)


def _run_leftwards(paragraph: WordParagraph) -> None:
    """Word wants the properties of a paragraph in one order only."""
    after = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
    paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), *after)


def _say(
    paragraph: WordParagraph,
    parts: Iterable[str],
    is_rtl: bool,
    *,
    between: str = " · ",
    size: float | None = None,
    colour: str | None = None,
    bold: bool = False,
) -> None:
    """Parts in a row, as runs that each have one direction."""
    for text, way in pieces(between.join(parts), is_rtl):
        _run(paragraph, text, way, size, colour, bold)


def pieces(text: str, is_rtl: bool) -> Iterator[tuple[str, bool]]:
    """A text cut into stretches of one direction; true: from right to left.

    >>> list(pieces("قال Reuters أمس", True))
    [('قال ', True), ('Reuters', False), (' أمس', True)]
    >>> list(pieces("said «حلب (12) الشرقية» today", False))
    [('said «', False), ('حلب', True), (' (12) ', False), ('الشرقية', True), ('» today', False)]
    """
    at = 0
    for found in (_LTR if is_rtl else _RTL).finditer(text):
        yield text[at : found.start()], is_rtl
        yield found.group(), not is_rtl
        at = found.end()
    yield text[at:], is_rtl


def _run(paragraph: WordParagraph, text: str, is_rtl: bool, size: float | None, colour: str | None, bold: bool) -> None:
    from docx.shared import Pt, RGBColor

    if not text:
        return
    run = paragraph.add_run(text)
    font = run.font
    font.size = Pt(size) if size else None
    if bold:
        font.bold, font.cs_bold = True, True
    if colour:
        font.color.rgb = RGBColor.from_string(colour)
    if is_rtl:
        font.rtl = True
        properties = run._r.get_or_add_rPr()
        if size:
            properties.insert_element_before(_element("w:szCs", val=str(round(size * 2))), "w:rtl", "w:lang")
        properties.append(_element("w:lang", bidi="ar-SA"))


def _add(made: Document, block: Block, digest: Digest) -> None:
    if isinstance(block, Heading):
        paragraph = made.add_heading("", block.level)
        _turn(paragraph, digest)
        _say(paragraph, block.parts, digest.is_rtl)
    elif isinstance(block, Paragraph):
        paragraph = made.add_paragraph()
        _turn(paragraph, digest)
        _paragraph(paragraph, block, digest.is_rtl)
    elif isinstance(block, Table):
        _table(made, block, digest)
    elif isinstance(block, Figure):
        _figure(made, block, digest)
    elif isinstance(block, Listing):
        for item in block.items:
            paragraph = made.add_paragraph(style="List Bullet")
            _turn(paragraph, digest)
            _say(paragraph, (item,), digest.is_rtl)


def _paragraph(paragraph: WordParagraph, block: Paragraph, is_rtl: bool) -> None:
    if block.kind == "note":
        _say(paragraph, block.parts, is_rtl, size=SMALL, colour=NOTE_COLOUR)
    else:
        is_caveat = block.kind == "caveat"
        _say(paragraph, block.parts, is_rtl, between=" " if is_caveat else " · ", bold=is_caveat)


def _table(made: Document, block: Table, digest: Digest) -> None:
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.shared import Cm

    table = made.add_table(rows=0, cols=len(block.head))
    table.style = "Table Grid"
    table.autofit = False
    if digest.is_rtl:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    rows = [tuple(Cell(head) for head in block.head), *block.rows]
    widths = [Cm(width) for width in widths_of(rows)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, cells in enumerate(rows):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
        shade = HEAD if number == 0 else MARKED if number - 1 in block.marked else None
        for column, (held, cell) in enumerate(zip(row.cells, cells, strict=True)):
            held.width = widths[column]
            if shade:
                held._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=shade))
            _cell(held, cell, digest, bold=number == 0 or column == 0)
    made.add_paragraph()


def widths_of(rows: list[tuple[Cell, ...]]) -> list[float]:
    """How wide each column is, in cm: by its longest text and the longest word of its head, within bounds."""
    heads, *body = rows
    words = [max((len(word) for word in head.text.split()), default=0) for head in heads]
    longest = [max(len(cell.text) + len(cell.quote) for cell in column) for column in zip(*body, strict=True)]
    weights = [min(max(pair) + 3, WIDEST) for pair in zip(words, longest or words, strict=True)]
    return [WIDE_CM * weight / sum(weights) for weight in weights]


def _cell(held: Any, cell: Cell, digest: Digest, bold: bool) -> None:
    paragraph = held.paragraphs[0]
    _turn(paragraph, digest)
    _say(paragraph, (cell.text,), digest.is_rtl, size=SMALL, bold=bold)
    if cell.remark:
        paragraph = held.add_paragraph()
        _turn(paragraph, digest)
        _say(paragraph, (cell.remark,), digest.is_rtl, size=SMALL - 1, colour=NOTE_COLOUR)
    if cell.quote:
        paragraph = held.add_paragraph()
        is_rtl = is_arabic(cell.quote)
        if is_rtl:
            _run_leftwards(paragraph)
        _say(paragraph, (f"«{cell.quote}»",), is_rtl, size=SMALL)


def _figure(made: Document, block: Figure, digest: Digest) -> None:
    from docx.shared import Cm

    picture = block.picture
    paragraph = made.add_paragraph()
    _turn(paragraph, digest)
    shape = paragraph.add_run().add_picture(io.BytesIO(drawing.drawn(picture, ".png")), width=Cm(WIDE_CM))
    shape._inline.docPr.set("descr", f"{picture.title} · {picture.subtitle}")


def _dated(archive: bytes, day: str) -> bytes:
    """The archive with the digest's day on its members, in place of the time of writing."""
    year, month, date = map(int, day.split("-"))
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as read, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for member in read.infolist():
            about = zipfile.ZipInfo(member.filename, (max(year, 1980), month, date, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(about, read.read(member))
    return held.getvalue()
