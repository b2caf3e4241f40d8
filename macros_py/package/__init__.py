"""Open XML packages on the ground floor: looking at a file, reading its parts, writing it in one piece."""

from macros_py.package.archive import normalise, package_bytes, write_beside
from macros_py.package.inspection import BookKind, look
from macros_py.package.losses import losses

__all__ = ["BookKind", "look", "losses", "normalise", "package_bytes", "write_beside"]
