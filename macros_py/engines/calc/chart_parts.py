"""The axes and the legend of a chart in Calc."""

from __future__ import annotations

from typing import Any

from macros_py.engines.calc.bridge import enum
from macros_py.engines.calc.number_formats import NumberFormats
from macros_py.engines.port import base_classes

_UNSET = base_classes._UNSET
_AXIS_TITLE_SIZE = 10.0
_TEXT = 0x404040
_POSITION = "com.sun.star.chart.ChartAxisPosition"
_CROSSES = {"automatic": "ZERO", "minimum": "START", "maximum": "END"}
_LEGEND = "com.sun.star.chart.ChartLegendPosition"
_PLACES = {"top": "TOP", "bottom": "BOTTOM", "left": "LEFT", "right": "RIGHT"}


class Axis(base_classes.ChartAxis):  # type: ignore[misc]
    """An axis, "X" of the categories or "Y" of the values; Calc keeps where the other one crosses it in that one."""

    def __init__(self, document: Any, side: str) -> None:
        """Stand for an axis of the chart ``document``."""
        self._document = document
        self._diagram = document.Diagram
        self._side = side

    @property
    def api(self) -> Any:
        """The UNO axis."""
        return getattr(self._diagram, f"{self._side}Axis")

    @property
    def _other(self) -> Any:
        return self._diagram.YAxis if self._side == "X" else self._diagram.XAxis

    @property
    def title(self) -> str | None:
        """The title, None for none."""
        if not getattr(self._diagram, f"Has{self._side}AxisTitle"):
            return None
        return str(getattr(self._diagram, f"{self._side}AxisTitle").String)

    @property
    def minimum_scale(self) -> float | None:
        """The least value, None where it is found automatically (Excel would tell which)."""
        return None if self.api.AutoMin else float(self.api.Min)

    @property
    def maximum_scale(self) -> float | None:
        """The greatest value, None where it is found automatically."""
        return None if self.api.AutoMax else float(self.api.Max)

    @property
    def major_unit(self) -> float | None:
        """The distance between the marks, None where it is found automatically."""
        return None if self.api.AutoStepMain else float(self.api.StepMain)

    @property
    def number_format(self) -> str:
        """The number format of the marks."""
        return NumberFormats(self._document).code(self.api.NumberFormat)

    @property
    def visible(self) -> bool:
        """Whether the axis is shown."""
        return bool(getattr(self._diagram, f"Has{self._side}Axis"))

    @property
    def reverse_order(self) -> bool:
        """Whether it runs the other way."""
        return bool(self.api.ReverseDirection)

    @property
    def crosses(self) -> str:
        """Where the other axis crosses it."""
        found = self._other.CrossoverPosition.value
        return next((word for word, calc in _CROSSES.items() if calc == found), "custom")

    def set(
        self,
        *,
        title: Any = _UNSET,
        minimum_scale: Any = _UNSET,
        maximum_scale: Any = _UNSET,
        major_unit: Any = _UNSET,
        number_format: Any = _UNSET,
        visible: Any = _UNSET,
        reverse_order: Any = _UNSET,
        crosses: Any = _UNSET,
    ) -> None:
        """Change what is given; a scale of None is found automatically."""
        if title is not _UNSET:
            self._set_title(title)
        for name, value in (("Min", minimum_scale), ("Max", maximum_scale), ("StepMain", major_unit)):
            if value is None:
                setattr(self.api, f"Auto{name}", True)
            elif value is not _UNSET:
                setattr(self.api, name, float(value))
        if number_format is not _UNSET:
            self.api.LinkNumberFormatToSource = False
            self.api.NumberFormat = NumberFormats(self._document).key(number_format)
        if reverse_order is not _UNSET:
            self.api.ReverseDirection = reverse_order
        if crosses is not _UNSET:
            self._other.CrossoverPosition = enum(_POSITION, _CROSSES[crosses])
        if visible is not _UNSET:
            setattr(self._diagram, f"Has{self._side}Axis", visible)

    def _set_title(self, text: str | None) -> None:
        setattr(self._diagram, f"Has{self._side}AxisTitle", text is not None)
        if text is not None:
            title = getattr(self._diagram, f"{self._side}AxisTitle")
            title.String = text
            title.CharHeight = title.CharHeightAsian = _AXIS_TITLE_SIZE
            title.CharColor = _TEXT


class Legend(base_classes.ChartLegend):  # type: ignore[misc]
    """The legend of a chart."""

    def __init__(self, document: Any) -> None:
        """Stand for the legend of the chart ``document``."""
        self._document = document

    @property
    def api(self) -> Any:
        """The UNO legend."""
        return self._document.Legend

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self._document.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._document.HasLegend = value

    @property
    def position(self) -> str | None:
        """Where it stands, None when it is hidden."""
        if not self.visible:
            return None
        found = self.api.Alignment.value
        return next((word for word, calc in _PLACES.items() if calc == found), "right")

    @position.setter
    def position(self, value: str) -> None:
        self.visible = True
        # Calc has no corner: the right side comes nearest.
        self.api.Alignment = enum(_LEGEND, _PLACES.get(value, "RIGHT"))
