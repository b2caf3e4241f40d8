"""A LibreOffice window on a screen of its own with our toolbar in it, and a mouse."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from macros_py.engines.calc.bridge import uno_error
from macros_py.engines.calc.office import Office, running_office, soffice
from macros_py.printing.pdf import find_libreoffice
from macros_py.toolbar.extension import build_extension

PATIENCE = 60.0
TOOLBAR = "private:resource/toolbar/addon_fubiao7.toolbar"
# com.sun.star.accessibility.AccessibleRole
PUSH_BUTTON, LABELS, TEXT = 44, (41, 86), 60
AROUND_FIELDS = (7, 17, 40)  # combo boxes, fillers and panels


def until(what: Any) -> Any:
    """Return what ``what()`` gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if found := what():
                return found
        except uno_error():  # a window that closes while it is looked at
            pass
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE:g} s in vain")


def until_or_so(what: Callable[[], bool], seconds: float) -> None:
    """Wait until ``what()`` holds, but no longer than that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not what():
        time.sleep(0.05)


class Screen:
    """A screen with LibreOffice on it, somebody who looks at it and a mouse."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.toolkit = office.service("com.sun.star.awt.Toolkit")

    def open(self, path: Path) -> Any:
        """Open a workbook in a window; return the document."""
        document = self.office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
        document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, 1500, 900, 15)
        return document

    def buttons(self, document: Any) -> dict[str, tuple[int, int]]:
        """Return the buttons of our toolbar, and where on the screen the middle of each is."""
        bar = until(lambda: document.CurrentController.Frame.LayoutManager.getElement(TOOLBAR))
        children = _children(bar.getRealInterface().getAccessibleContext())
        return {child.getAccessibleName(): _middle(child) for child in children if child.getAccessibleName()}

    def press(self, document: Any, label: str) -> None:
        """Click a button of the toolbar as soon as it lies still, until the program behind it is started."""
        until(lambda: not self._is_working())
        until(lambda: self.buttons(document)[label][0] > 0 and self.buttons(document) == self.buttons(document))
        self._click_until(
            lambda: self.buttons(document)[label], lambda: self._is_working() or bool(self._shown(".*· .*"))
        )

    def type(self, document: Any, text: str) -> None:
        """Type into the selected cell of a document without entering it, so that it is being edited."""
        window = document.CurrentController.Frame.ContainerWindow.getAccessibleContext().getAccessibleName()
        (shown,) = until(lambda: self._shown(f"{re.escape(window)}.*"))
        # The text is in the cell's own window as soon as that is there; what was typed before it came is in it too.
        subprocess.run(["xdotool", "windowfocus", shown, "sleep", "0.5", "type", "--delay", "50", text], check=True)
        time.sleep(0.5)

    def message(self, title: str, button: int = -1) -> str:
        """Wait for the message of that title, close it with a button (确定 or 否 is the last) and return its text.

        Whether it is there is asked of the screen: a window that LibreOffice is just making must not be asked itself.
        """
        shown = until(lambda: self._shown(title))
        box = until(lambda: next((one for one in self._windows() if one.getAccessibleName() == title), None))
        text = "\n".join(child.getAccessibleName() for child in _children(box) if child.getAccessibleRole() in LABELS)
        buttons = [child for child in _children(box) if child.getAccessibleRole() == PUSH_BUTTON]
        self._click_until(lambda: _middle(buttons[button]), lambda: not set(shown) & set(self._shown(title)))
        return text

    def enter_file(self, title: str, path: Path | None = None) -> None:
        """Answer the file dialog of that title with ``path`` (None: with what it proposes) and Enter.

        The name is put into its field and not typed: a busy screen loses keys, and a question about a file that is not
        there then stands before the dialog.
        """
        (window,) = until(lambda: self._shown(title))
        dialog = until(lambda: next((one for one in self._windows() if re.fullmatch(title, _name(one))), None))
        if path is not None:
            # The field above the list is the folder, the one below it the name.
            *_, field = until(lambda: list(_fields(dialog)))
            until(lambda: field.setText(str(path)) and field.getText() == str(path))
        end = time.monotonic() + PATIENCE
        while self._shown(title):
            assert time.monotonic() < end, f"pressed Enter for {PATIENCE:g} s in vain"
            # Without a window manager nothing has the keyboard until it is given it.
            subprocess.run(["xdotool", "windowfocus", window, "sleep", "0.2", "key", "Return"], check=False)
            until_or_so(lambda: not self._shown(title), 3.0)

    def _click_until(self, place: Callable[[], tuple[int, int]], done: Callable[[], bool]) -> None:
        """Click where ``place`` says, again where nothing comes of it: a busy screen loses a click now and then."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, f"clicked for {PATIENCE:g} s in vain"
            try:
                where = place()
            except uno_error():  # the window closes while it is looked at
                continue
            # A click into a window without the keyboard is lost, and without a window manager nothing gets it by itself.
            subprocess.run(["xdotool", "mousemove", *map(str, where), "sleep", "0.1"], check=True)
            seen = subprocess.run(
                ["xdotool", "getmouselocation", "--shell"], capture_output=True, check=True, text=True
            )
            window = dict(line.split("=") for line in seen.stdout.split())["WINDOW"]
            click = ["windowfocus", window, "sleep", "0.1", "mousedown", "1", "sleep", "0.05", "mouseup", "1"]
            subprocess.run(["xdotool", *click], check=False)  # the window may have closed
            until_or_so(done, 5.0)

    @staticmethod
    def _is_working() -> bool:
        """Tell whether a button's program runs, as child of the LibreOffice on this screen or of a shell of it."""
        display = f"DISPLAY={os.environ['DISPLAY']}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command, settings = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
            except OSError:
                continue
            if b"macros_py.calc_button" in command and display in settings.split(b"\0"):
                return True
        return False

    def _shown(self, title: str) -> list[str]:
        """Return the windows on the screen whose title is ``title``, a regular expression."""
        words = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
        return subprocess.run(words, capture_output=True, check=False, text=True).stdout.split()

    def _windows(self) -> list[Any]:
        windows = [self.toolkit.getTopWindow(place) for place in range(self.toolkit.getTopWindowCount())]
        found = [window.getAccessibleContext() for window in windows if window is not None]
        return [context for context in found if context is not None]


def _children(context: Any) -> list[Any]:
    count = context.getAccessibleChildCount()
    return [context.getAccessibleChild(place).getAccessibleContext() for place in range(count)]


def _name(context: Any) -> str:
    return str(context.getAccessibleName())


def _fields(context: Any) -> Iterator[Any]:
    """Yield the fields of a window that take text, from above; lists are not looked into."""
    for place in range(context.getAccessibleChildCount()):
        child = context.getAccessibleChild(place).getAccessibleContext()
        if child.getAccessibleRole() == TEXT and hasattr(child, "setText"):
            yield child
        elif child.getAccessibleRole() in AROUND_FIELDS:
            yield from _fields(child)


def _middle(context: Any) -> tuple[int, int]:
    corner, size = context.getLocationOnScreen(), context.getSize()
    return corner.X + size.Width // 2, corner.Y + size.Height // 2


@pytest.fixture(scope="module")
def display(required_part):
    """A screen of its own; everything the tests start is shown on it."""
    required_part("Xvfb", shutil.which("Xvfb") is not None)
    number = 100 + os.getpid() % 50_000
    # Without -noreset the server starts anew when LibreOffice's first look at it ends, and refuses the second.
    words = ["Xvfb", f":{number}", "-screen", "0", "1500x900x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(Path(f"/tmp/.X11-unix/X{number}").exists)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISPLAY", f":{number}")
            patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
            yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def profile(required_part):
    """A folder of LibreOffice's settings with the extension installed, by unopkg as a clerk would run it."""
    required_part("LibreOffice", find_libreoffice() is not None)
    with tempfile.TemporaryDirectory(prefix="fubiao7-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "fubiao7.oxt").write_bytes(build_extension(sys.executable))
        settings = folder / "profile"
        words = [soffice().resolve().with_name("unopkg"), "add", "-f", "-s", folder / "fubiao7.oxt"]
        # unopkg refuses root, as which tests often run.
        clerk = {"user": "nobody", "env": {**os.environ, "HOME": name}} if os.geteuid() == 0 else {}
        subprocess.run([*words, f"-env:UserInstallation={settings.as_uri()}"], check=True, timeout=120, **clerk)
        yield settings


@pytest.fixture(scope="module")
def screen(display, profile, required_part):
    required_part("xdotool", shutil.which("xdotool") is not None)
    with running_office(profile=profile, hidden=False) as office:
        yield Screen(office)
