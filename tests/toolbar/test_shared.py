"""The administrator installs the buttons for everybody on the machine, and takes them out again."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from macros_py.engines.calc.bridge import properties, uno_error
from macros_py.engines.calc.office import running_office, soffice
from macros_py.errors import FileProblem
from macros_py.printing.pdf import find_libreoffice
from macros_py.toolbar.extension import IDENTIFIER
from macros_py.toolbar.installing import install, uninstall

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def installation(required_part, tmp_path, monkeypatch):
    """An installation of LibreOffice of the test's own: what is installed for everybody in it reaches nobody else."""
    required_part("LibreOffice", find_libreoffice() is not None)
    program = soffice().resolve().parent
    settings = program / "fundamentalrc"
    if sys.platform == "win32" or os.geteuid() != 0 or not settings.is_file():
        pytest.skip("only an administrator of Linux installs for everybody, and is root")
    own = tmp_path / "libreoffice"
    shutil.copytree(program, own / "program", copy_function=_linked, symlinks=True)
    for part in ("share", "presets"):
        (own / part).mkdir()
        for inside in (program.parent / part).iterdir():
            if inside.name != "uno_packages":
                (own / part / inside.name).symlink_to(inside.resolve())
    # The lines that name the places of the system's own installation; a link would change that one too.
    text = settings.read_text(encoding="utf-8").replace(program.parent.as_uri(), own.as_uri())
    (own / "program" / "fundamentalrc").unlink()
    (own / "program" / "fundamentalrc").write_text(text, encoding="utf-8")
    monkeypatch.setenv("FUBIAO7_SOFFICE", str(own / "program" / "soffice"))
    monkeypatch.setenv("HOME", str(tmp_path / "root"))
    return own


def _linked(source, target):
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def has_toolbar(profile):
    """Whether LibreOffice, started by somebody with these settings, has our toolbar and the extension behind it."""
    with running_office(profile=profile) as office:
        packages = office.context.getValueByName(
            "/singletons/com.sun.star.deployment.PackageInformationProvider"
        ).getPackageLocation(IDENTIFIER)
        provider = office.service("com.sun.star.configuration.ConfigurationProvider")
        place = properties(nodepath="/org.openoffice.Office.Addons/AddonUI/OfficeToolBar")
        bars = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", place)
        try:
            bars.getByName("fubiao7.toolbar")
        except uno_error("com.sun.star.container.NoSuchElementException"):
            assert packages == ""
            return False
        assert packages != ""
        return True


def test_the_administrator_installs_for_everybody_and_takes_it_back(installation, tmp_path):
    somebody = tmp_path / "somebody"
    machine_s = Path("/usr/lib/libreoffice/share/uno_packages/cache").resolve()
    before = sorted(machine_s.rglob("*"))
    assert install()[0] == "按钮已装进 LibreOffice（给这台电脑的所有用户）。"
    assert has_toolbar(somebody)
    assert sorted(machine_s.rglob("*")) == before
    assert len(list(installation.rglob("fubiao7.oxt"))) == 1

    assert install()[0].startswith("按钮已装进")  # a newer one over the old one
    assert uninstall() == ["按钮已从 LibreOffice 取下；关掉所有窗口再打开就看不到了。"]
    assert not has_toolbar(somebody)
    assert not list(installation.rglob("fubiao7.oxt"))
    with pytest.raises(FileProblem, match="LibreOffice 没有接受，按钮没有变动"):
        uninstall()
