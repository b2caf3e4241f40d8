"""The extension (.oxt) with one toolbar button and one menu entry a command, built from text."""

from __future__ import annotations

from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros_py.commands import COMMANDS
from macros_py.commands.registry import GROUPS
from macros_py.home import home
from macros_py.package.archive import package_bytes

IDENTIFIER = "cn.fubiao7.calc"
VERSION = "0.1.0"
_LIBRARY = "http://openoffice.org/2000/library"
_DOCTYPE = '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

_MANIFEST = f"""{_HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:full-path="Addons.xcu" manifest:media-type="application/vnd.sun.star.configuration-data"/>
<manifest:file-entry manifest:full-path="CalcWindowState.xcu" manifest:media-type="application/vnd.sun.star.configuration-data"/>
<manifest:file-entry manifest:full-path="fubiao7/" manifest:media-type="application/vnd.sun.star.basic-library"/>
</manifest:manifest>
"""
_DESCRIPTION = f"""{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="{IDENTIFIER}"/><version value="{VERSION}"/>
<display-name><name lang="en">附表7 绩效目标</name></display-name>
</description>
"""
_DIALOGS = f'{_HEAD}{_DOCTYPE}\n<library:library xmlns:library="{_LIBRARY}" library:name="fubiao7" library:readonly="true" library:passwordprotected="false"/>\n'
_MODULES = f'{_HEAD}{_DOCTYPE}\n<library:library xmlns:library="{_LIBRARY}" library:name="fubiao7" library:readonly="true" library:passwordprotected="false"><library:element library:name="Buttons"/></library:library>\n'


def build_extension(python: str) -> bytes:
    """Return the bytes of the extension whose buttons start the interpreter ``python``; the same input, the same bytes."""
    folder = home() / "workbook" / "source" / "calc"
    sources = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # the templates say where they escape: Basic inside XML, XML inside XML
    )
    ordered = sorted(COMMANDS, key=lambda command: GROUPS.index(command.group))
    groups = [
        {"name": name, "commands": list(members)} for name, members in groupby(ordered, lambda command: command.group)
    ]
    # A path with spaces needs quotes in Shell; a quote inside a Basic text is doubled.
    quoted = '""' + python.replace('"', '""') + '""' if " " in python else python
    buttons = sources.get_template("Buttons.xba.j2").render(commands=ordered, python=quoted)
    addons = sources.get_template("Addons.xcu.j2").render(groups=groups)
    texts = {
        "META-INF/manifest.xml": _MANIFEST,
        "description.xml": _DESCRIPTION,
        "Addons.xcu": addons,
        "CalcWindowState.xcu": (folder / "CalcWindowState.xcu").read_text(encoding="utf-8"),
        "fubiao7/script.xlb": _MODULES,
        "fubiao7/dialog.xlb": _DIALOGS,
        "fubiao7/Buttons.xba": buttons,
    }
    return package_bytes({name: text.encode() for name, text in texts.items()})
