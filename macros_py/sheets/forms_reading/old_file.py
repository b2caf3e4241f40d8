"""The child process that reads one .xls file: ``python -m … FILE`` writes the pickled grids, or a sentence, to stdout."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from macros_py.errors import FileProblem
from macros_py.sheets.forms_reading.grid import Grid
from macros_py.sheets.forms_reading.workbook_file import grids_of

MAX_MEMORY = 2 << 30
"""What the process may use on systems that can set a limit; 1,000,000 cells need a tenth of it."""


def main(path: Path) -> None:
    """Read ``path`` and write the answer to stdout."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    answer: list[Grid] | str
    try:
        answer = grids_of(path.read_bytes(), path.name)
    except FileProblem as problem:
        answer = str(problem)
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
