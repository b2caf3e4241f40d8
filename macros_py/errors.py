"""The mistakes of use that a clerk can meet, each a Chinese sentence: what happened, where, what to do.

Problems in the *data* are values (``macros_py.checks.Finding``) and are never raised.
"""

from __future__ import annotations


class FubiaoError(Exception):
    """Something the tool cannot work with; its text is one plain Chinese sentence for the clerk."""


class FileProblem(FubiaoError):
    """A file is missing, unreadable, locked, or not what its name says."""


class WorkbookProblem(FubiaoError):
    """A workbook lacks a table or column of the standard workbook, or holds text where an amount belongs."""


class TemplateProblem(FubiaoError):
    """A printed-form template holds tags that are not known, or has no place for what it must print."""


class ConfigProblem(FubiaoError):
    """config.yaml is missing, is no YAML, or holds a value that cannot be."""


class MissingPart(FubiaoError):
    """A part that this step needs (LibreOffice, Excel) is not on this machine."""


class UsageProblem(FubiaoError):
    """The command was called with words it does not take."""
