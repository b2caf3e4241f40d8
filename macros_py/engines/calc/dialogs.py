"""LibreOffice's dialogs for files, shown before the window of the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros_py.engines.calc.bridge import uno

if TYPE_CHECKING:
    from macros_py.engines.calc.engine import App

# com.sun.star.ui.dialogs.TemplateDescription and ExecutableDialogResults
_OPEN, _SAVE = 0, 1
_CHOSEN = 1


def files_to_open(app: App, title: str, folder: Path, suffixes: Sequence[str]) -> tuple[Path, ...]:
    """Ask for one or more existing files that end in ``suffixes``; return none when the dialog was closed."""
    dialog = _dialog(app, _OPEN, title, folder, suffixes)
    dialog.setMultiSelectionMode(True)
    return _chosen(dialog)


def file_to_save(app: App, title: str, proposed: Path) -> Path | None:
    """Ask where a new file goes, ``proposed`` being filled in; return None when the dialog was closed."""
    dialog = _dialog(app, _SAVE, title, proposed.parent, (proposed.suffix,))
    dialog.setDefaultName(proposed.name)
    return next(iter(_chosen(dialog)), None)


def _dialog(app: App, kind: int, title: str, folder: Path, suffixes: Sequence[str]) -> Any:
    dialog = app.office.service("com.sun.star.ui.dialogs.FilePicker")
    dialog.initialize((kind,))
    dialog.setTitle(title)
    dialog.setDisplayDirectory(folder.as_uri())
    dialog.appendFilter("Excel 工作簿", ";".join(f"*{suffix}" for suffix in suffixes))
    return dialog


def _chosen(dialog: Any) -> tuple[Path, ...]:
    if dialog.execute() != _CHOSEN:
        return ()
    return tuple(Path(uno().fileUrlToSystemPath(url)) for url in dialog.getSelectedFiles())
