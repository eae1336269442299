"""Choosing files by a button in the reader's language: the browser's own speaks that of the system."""

from __future__ import annotations

from django import forms


class FileChoice(forms.FileInput):
    """One file; ``desk.js`` writes its name beside the button."""

    template_name = "desk/widgets/files.html"


class FilesChoice(FileChoice):
    """Several files."""

    allow_multiple_selected = True
