"""The Open XML SDK validator, asked of the files that the tests write."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from tests.package_shapes import shapes

#: What the Open XML SDK validator says of our files although Excel is content: (error id, words of its description).
ALLOWED: tuple[tuple[str, str], ...] = ()

#: A program of .NET that ends after half a second has no use for measuring how to run better, nor for collecting its
#: garbage in the background: together a sixth less.
_QUICKLY = {**os.environ, "DOTNET_TieredPGO": "0", "DOTNET_gcConcurrent": "0"}


def validator_program() -> Path:
    """Return where npm puts the validator's program for this machine."""
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    machine = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    folder = Path(__file__).parents[1] / "node_modules" / "@xarsh" / f"ooxml-validator-{system}-{machine}"
    return folder / ("ooxml-validator.exe" if system == "win32" else "ooxml-validator")


def validated(path: Path) -> list[str]:
    """Return what the validator finds in a file, each as one line, but for what is ``ALLOWED``.

    The program inside the npm package is called itself: half a second of processor time a file, and it takes one at a time.
    """
    done = subprocess.run([validator_program(), path], capture_output=True, check=True, timeout=300, env=_QUICKLY)
    errors = json.loads(done.stdout)["errors"]
    return [
        f"{error['id']} {error['path']} {error['xPath']}: {error['description']}"
        for error in errors
        if not any(error["id"] == known and words in error["description"] for known, words in ALLOWED)
    ]


class ShapeValidator:
    """Asks the validator of every file in which a shape stands that no file had of which it found nothing to say.

    The processes of one run of the tests tell each other in ``folder`` which shapes those are, a file for every book.
    """

    def __init__(self, folder: Path) -> None:
        """Begin with what lies in ``folder``."""
        self._folder = folder
        self._sound: set[str] = set()
        self._heard: set[Path] = set()

    def __call__(self, path: Path) -> list[str]:
        """Return what the validator says of a file that has new shapes; [] for any other."""
        found = shapes(path.read_bytes())
        if found <= self._sound or found <= self._listen():
            return []
        said = validated(path)
        if not said:
            self._tell(found - self._sound)
        return said

    def _listen(self) -> set[str]:
        for told in set(self._folder.glob("*.txt")) - self._heard:
            self._sound.update(told.read_text().split())
            self._heard.add(told)
        return self._sound

    def _tell(self, new: frozenset[str] | set[str]) -> None:
        self._sound |= new
        whole = self._folder / f"{os.getpid()}-{len(self._sound)}"
        whole.write_text("\n".join(new))
        whole.rename(whole.with_suffix(".txt"))
