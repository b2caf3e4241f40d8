"""A Windows machine as far as the add-in cares: folders, interpreter, what Office has written into the registry.

``survey`` looks at the machine it runs on; installing and the doctor work on what it returns, so that they can be
tested on a machine described by hand.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ADDIN_NAME = "fubiao7.xlam"
#: The version whose VBA is in the add-in; its DLLs carry the number in their names.
XLWINGS_VERSION = "0.37.8"
OFFICE = r"Software\Microsoft\Office\16.0\Excel"
POLICIES = r"Software\Policies\Microsoft\Office\16.0\Excel"
CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
#: What is read of the registry: every value of these keys.
KEYS = (
    rf"HKLM\{APP_PATHS}\excel.exe",
    rf"HKLM\{APP_PATHS}\et.exe",
    rf"HKCU\{APP_PATHS}\et.exe",
    rf"HKLM\{CLICK_TO_RUN}",
    r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook",
    rf"HKCU\{OFFICE}\Security",
    rf"HKCU\{OFFICE}\Security\Trusted Locations",
    rf"HKCU\{OFFICE}\Resiliency\DisabledItems",
    rf"HKCU\{POLICIES}\Security",
    rf"HKCU\{POLICIES}\Security\Trusted Locations",
)
_ZONE = ":Zone.Identifier"


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine is like. ``registry`` holds values by key and lower-case name; ``ansi`` is the code page of VBA.

    ``app_data`` and ``user_profile`` are the folders of these names; ``bits`` those of the interpreter ``python``.
    """

    platform: str
    app_data: Path
    user_profile: Path
    python: Path
    version: tuple[int, int]
    bits: int
    ansi: str = "gbk"
    registry: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def addin(self) -> Path:
        """Where Excel opens the add-in from by itself, trusted and without asking."""
        return self.app_data / "Microsoft" / "Excel" / "XLSTART" / ADDIN_NAME

    @property
    def configuration(self) -> Path:
        """The file in which the add-in looks for the interpreter."""
        return self.user_profile / ".fubiao7" / "fubiao7.conf"

    def value(self, key: str, name: str) -> object:
        """Return a value of the registry, None where there is none."""
        return self.registry.get(key, {}).get(name.lower())

    @property
    def excel_bits(self) -> int | None:
        """How many bits Excel has; None where neither kind of Office installation says so."""
        said = self.value(rf"HKLM\{CLICK_TO_RUN}", "Platform") or self.value(
            r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook", "Bitness"
        )
        return {"x64": 64, "x86": 32}.get(str(said).lower())


def survey() -> Machine:
    """Return the machine this runs on."""
    home = Path.home()
    return Machine(
        platform=sys.platform,
        app_data=Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming"),
        user_profile=Path(os.environ.get("USERPROFILE") or home),
        python=Path(sys.executable),
        version=(sys.version_info.major, sys.version_info.minor),
        bits=struct.calcsize("P") * 8,
        ansi="mbcs" if sys.platform == "win32" else "gbk",
        registry=_registry(),
    )


def zone(path: Path) -> int | None:
    """Return the zone Windows has marked a file with (3: the internet, 4: restricted), None for no mark."""
    try:
        text = Path(f"{path}{_ZONE}").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    return zone_of(text)


def zone_of(mark: str) -> int | None:
    """Return the zone that the text of a mark names."""
    for line in mark.splitlines():
        name, _, number = line.partition("=")
        if name.strip().lower() == "zoneid" and number.strip().isdecimal():
            return int(number)
    return None


def _registry() -> dict[str, dict[str, object]]:
    if sys.platform != "win32":
        return {}
    import winreg

    roots = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}
    found: dict[str, dict[str, object]] = {}
    for key in KEYS:
        root, _, path = key.partition("\\")
        try:
            # Office of 64 bits is not seen by a Python of 32 bits unless it asks for it.
            with winreg.OpenKey(roots[root], path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                count = winreg.QueryInfoKey(opened)[1]
                values = [winreg.EnumValue(opened, number)[:2] for number in range(count)]
        except OSError:
            continue
        found[key] = {name.lower(): value for name, value in values}
    return found
