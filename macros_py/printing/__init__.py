"""Printing: a template workbook and the values of projects become print-ready sheets, and those a PDF."""

from macros_py.printing.book import contents_request, render_book
from macros_py.printing.program import Page
from macros_py.printing.sheet_names import sheet_names
from macros_py.printing.template import Request, Template, load_template, load_templates

__all__ = [
    "Page",
    "Request",
    "Template",
    "contents_request",
    "load_template",
    "load_templates",
    "render_book",
    "sheet_names",
]
