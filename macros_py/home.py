"""Where the files beside the code lie: config.yaml, workbook/ and templates_xlsx/."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Return the folder that holds config.yaml, workbook/ and templates_xlsx/.

    ``FUBIAO7_HOME`` wins; then the folder beside the package (a checkout or the release folder);
    then the copy inside an installed wheel.
    """
    chosen = os.environ.get("FUBIAO7_HOME")
    if chosen:
        return Path(chosen)
    package = Path(__file__).resolve().parent
    beside = package.parent
    return beside if (beside / "config.yaml").is_file() else package / "_home"
