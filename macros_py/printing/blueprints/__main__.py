"""Write every printed form into the folder named on the command line, templates_xlsx/ by default."""

from __future__ import annotations

import sys
from pathlib import Path

from macros_py.home import home
from macros_py.package.archive import write_beside
from macros_py.printing.blueprints import BLUEPRINTS


def main(arguments: list[str]) -> None:
    """Draw all forms into the folder named first."""
    folder = Path(arguments[0]) if arguments else home() / "templates_xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in BLUEPRINTS.items():
        content = draw()
        write_beside(folder / name, lambda stream, content=content: stream.write(content))  # type: ignore[misc]


if __name__ == "__main__":
    main(sys.argv[1:])
