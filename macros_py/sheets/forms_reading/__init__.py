"""Reading printed forms back: a worksheet's cells into projects, by labels and never by fixed places."""

from macros_py.sheets.forms_reading.forms import ReadForm, read_forms
from macros_py.sheets.forms_reading.grid import Grid
from macros_py.sheets.forms_reading.ledger import Unplaced
from macros_py.sheets.forms_reading.workbook_file import read_sheets

__all__ = ["Grid", "ReadForm", "Unplaced", "read_forms", "read_sheets"]
