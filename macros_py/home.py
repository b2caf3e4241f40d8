"""Where the files beside the code lie: config.yaml, workbook/ and templates_xlsx/."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS = "config.yaml"
TEMPLATES = "templates_xlsx"


def home() -> Path:
    """Return the folder that holds config.yaml, workbook/ and templates_xlsx/.

    ``FUBIAO7_HOME`` wins; then the folder beside the package (a checkout); then the folder that the Python environment
    lies in (where install.bat puts both, so that a clerk finds and keeps the settings); then the copy inside the wheel.
    """
    chosen = os.environ.get("FUBIAO7_HOME")
    if chosen:
        return Path(chosen)
    package = Path(__file__).resolve().parent
    folders = [folder for folder in (package.parent, Path(sys.prefix).parent) if (folder / TEMPLATES).is_dir()]
    whole = [folder for folder in folders if (folder / SETTINGS).is_file()]
    inside = package / "_home"
    # Where the settings were lost, the folder that lacks them is the one to name.
    return next(iter([*whole, inside] if inside.is_dir() else [*whole, *folders]), inside)


def settings_file() -> Path:
    """Return the path of config.yaml."""
    return home() / SETTINGS
