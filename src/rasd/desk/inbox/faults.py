"""Why a file that was sent is not read, by the code of the error; the name of the file is put before it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from rasd.desk.wording import Text

INPUTS: dict[str, Text] = {
    "address": _("It is an address, and the desk fetches nothing. Save the page, and add the file."),
    "binary": _("It is no text. Save its text as .txt in UTF-8."),
    "bomb": _("It is built like files that are to do harm, as a zip bomb is. Look at where it comes from."),
    "damaged": _("It is damaged or cut off. Fetch it or save it again."),
    "defect": _("It could not be read. This is a defect of Rasd: please report it."),
    "claims": _("It is a table of claims that Rasd has written. Add the reports that they were read from."),
    "deleted": _("It was deleted from this ledger, and is left out (%(reason)s)."),
    "document": _("It is a document (Word, PowerPoint, OpenDocument or EPUB). Save it as PDF, or its text as .txt."),
    "empty": _("It is empty."),
    "encoding": _(
        "Its encoding is none of UTF-8, UTF-16, Windows-1256 and ISO-8859-6, or it holds no Arabic. Save it as UTF-8."
    ),
    "encrypted": _("It is encrypted. Decrypt it, and add the result."),
    "garbled": _("Its Arabic letters are garbled. Save the original again as UTF-8."),
    "needs": _(
        "It cannot be read without a part of Rasd that is not installed here (%(module)s). Ask who runs the desk."
    ),
    "nested-page": _("It is no ordinary page. Save its text as .txt."),
    "no-arabic": _("It holds no Arabic, and Rasd reads reports in Arabic only."),
    "no-column": _("It has no column with Arabic text. Call the column of the texts “text”."),
    "no-date": _("“%(key)s” is no date. Write it as 2020-01-26, or leave it out."),
    "no-json": _("It is no JSON object. Write one object a line."),
    "no-report": _("There is no report in it."),
    "no-string": _("“%(key)s” is no text in quotation marks."),
    "no-table": _("It is no table that can be read. Save it again as CSV in UTF-8."),
    "no-text": _("It has no text."),
    "other-kind": _(
        "It is of a kind that is not read. Read are text, pages, tables, mail, feeds, PDF, and ZIP or gzip archives."
    ),
    "scan": _("It is a PDF without a text layer, perhaps a scan. Have its text recognised (OCR) first."),
    "too-deep": _("It lies in too many archives, one in the other. Unpack it by hand."),
    "too-large": _("It is larger than %(size)s MB. Cut it up, or add it by the command line (rasd add)."),
    "unreadable": _("It cannot be read. Save its text as .txt."),
}
