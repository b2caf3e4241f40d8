"""The one place where LibreOffice's ``uno`` is imported, and the few things that are made with it."""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from macros_py.errors import MissingPart
from macros_py.printing.pdf import find_libreoffice

_DEBIAN = Path("/usr/lib/python3/dist-packages")


@cache
def uno() -> Any:
    """Return the module ``uno`` of LibreOffice.

    Debian keeps it among its own packages. That folder goes to the end of the path: ahead it would bring old packages with
    it. ``uno`` replaces Python's ``__import__`` by one that slows every import down; the old one is put back.

    Raises:
        MissingPart: this machine has no ``uno`` for this Python.
    """
    original = builtins.__import__
    settings = os.environ.get("URE_BOOTSTRAP")
    program = find_libreoffice()
    folders = [_DEBIAN, *([program.resolve().parent] if program else [])]
    added = [str(folder) for folder in folders if (folder / "uno.py").is_file() and str(folder) not in sys.path]
    sys.path.extend(added)
    try:
        return importlib.import_module("uno")
    except ImportError as problem:
        raise MissingPart(
            "这台电脑上的 LibreOffice 不能由程序操作：缺少 python3-uno，或它与正在用的 Python 版本不合。"
            "Debian、麒麟、统信系统请让管理员运行：apt install libreoffice-calc python3-uno"
        ) from problem
    finally:
        builtins.__import__ = original
        # Debian's uno names its own LibreOffice in the environment, past os.environ; another one started with it would
        # take that one's folders for its own.
        if settings is None:
            os.unsetenv("URE_BOOTSTRAP")
        else:
            os.environ["URE_BOOTSTRAP"] = settings
        for folder in added:
            sys.path.remove(folder)


def struct(name: str, **values: object) -> Any:
    """Return a UNO struct of the type ``name`` with ``values`` in it."""
    made = uno().createUnoStruct(name)
    for field, value in values.items():
        setattr(made, field, value)
    return made


def properties(**values: object) -> tuple[Any, ...]:
    """Return named values as UNO methods take them."""
    return tuple(struct("com.sun.star.beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def enum(kind: str, value: str) -> Any:
    """Return a value of a UNO enumeration."""
    return uno().Enum(kind, value)


def uno_error(name: str = "com.sun.star.uno.Exception") -> type[Exception]:
    """Return the class of a UNO exception, to be caught."""
    found: type[Exception] = uno().getClass(name)
    return found


def is_changed_midway(state: Any) -> bool:
    """Tell from a property's state whether the cells of a range differ in it."""
    return bool(state.value == "AMBIGUOUS_VALUE")
