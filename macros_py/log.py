"""The log file that takes what a clerk must not see."""

from __future__ import annotations

import datetime
import os
import sys
import traceback
from pathlib import Path

_MOST_BYTES = 1 << 20


def state_folder() -> Path:
    """Return the user's own folder for what the tool keeps of its running: the log, steps that lie beside no workbook."""
    folder = Path(
        os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    )
    return folder / "fubiao7"


def log_unexpected(error: BaseException) -> Path:
    """Append the traceback of ``error`` to the log file and return its path.

    The log keeps no cell contents: only the code lines and the kind of the error, never its message.
    """
    log = state_folder() / "fubiao7.log"
    lines = traceback.format_tb(error.__traceback__)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > _MOST_BYTES:
            log.replace(log.with_suffix(".1.log"))
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.datetime.now().isoformat(timespec='seconds')} {type(error).__name__}\n")
            file.writelines(lines)
    except OSError:
        sys.stderr.writelines(lines)
    return log
