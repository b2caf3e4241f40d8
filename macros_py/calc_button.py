"""``python -m macros_py.calc_button check PIPE DOCUMENT``: what the extension starts when a button is pressed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

from macros_py.engines.calc.bridge import uno_error
from macros_py.engines.calc.office import Office, connect
from macros_py.log import log_unexpected

_DONE = "vnd.sun.star.script:fubiao7.Buttons.Done?language=Basic&location=application"


def main(words: Sequence[str]) -> int:
    """Do what the button of a command is for in the document it was pressed in; return 0, or 1 when that failed."""
    command_id, pipe, document_id = words
    try:
        office = Office(connect(pipe))
        try:
            _press(office, command_id, document_id)
        finally:
            with contextlib.suppress(uno_error()):
                office.run_script(_DONE)
    except Exception as error:  # noqa: BLE001 - the last door: nobody reads what a button's program prints
        log_unexpected(error)
        return 1
    return 0


def _press(office: Office, command_id: str, document_id: str) -> None:
    from macros_py.ribbon import press
    from macros_py.toolbar.live import adopted

    document = next(one for one in office.documents() if one.RuntimeUID == document_id)
    with adopted(office, document) as book:
        book.set_mock_caller()  # Book.caller() then gives this book, as it gives the calling one in Excel
        press(command_id)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
