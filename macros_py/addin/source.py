"""The texts the add-in is made of: the VBA modules and the ribbon, from the templates in workbook/source/addin."""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from dataclasses import dataclass

from macros_py import functions
from macros_py.commands import COMMANDS
from macros_py.commands.printing import PROJECTS
from macros_py.commands.registry import GROUPS, Command, Needs
from macros_py.functions import FUNCTIONS
from macros_py.home import home

#: What xlwings calls the add-in: the name of its configuration sheet and file.
PROJECT = "fubiao7"
BUTTONS_MODULE, FUNCTIONS_MODULE, XLWINGS_MODULE = "Fubiao7Buttons", "Fubiao7Functions", "xlwings"
PYTHON_MODULE = functions.__name__
TITLE = "绩效目标"
#: The folder beside the workbook that 【汇总】 looks for first.
RETURNED = "返回的表"
NO_WORKBOOK = "没有打开可以编辑的工作簿。请先打开标准工作簿；窗口上方有“启用编辑”的，先点它，再按一次。没有标准工作簿，请按“新建标准工作簿”。"
NO_PYTHON = "按钮背后的程序没有启动，什么都没有改。请让装机的同事运行“fubiao7 addin doctor”看看缺什么。"

CUSTOM_UI = {
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2009/07/customui",
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/01/customui",
}

# What is changed in xlwings' own module, and why. Each text must be found exactly once, or the build stops.
_XLWINGS_CHANGES = (
    # pyOpenVBA's compiler stumbles over the comment, and the name is that of the configuration.
    ('#Const App = "Microsoft Excel" \'Adjust when using outside of Excel', '#Const App = "Microsoft Excel"'),
    ("    #If Mac Then ' Application.PathSeparator doesn't seem to exist in Access...", "    #If Mac Then"),
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    # A workbook that comes by mail must not name the interpreter: neither a sheet in it nor a file beside it counts.
    (
        "            If SheetExists(ActiveWorkbook, PROJECT_NAME",
        "            If False And SheetExists(ActiveWorkbook, PROJECT_NAME",
    ),
    ('    If source = "" Or source = "directory" Then', '    If source = "directory" Then'),
    # Nor may a sheet of it whose name ends in .py be taken for a program.
    ("    For i = 1 To 2\n        If i = 1 Then", "    For i = 2 To 2\n        If i = 1 Then"),
    # Python finds the package where it is installed, never in the folder of a workbook (-P), and the text that starts
    # it holds no path of one. The port keeps pandas out, which takes half a second.
    (
        '" -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\""); " & PythonCommand',
        '" -B -P -c ""import macros_py.engines.port; " & PythonCommand',
    ),
    (
        '" -B -c ""import sys, os;" & LicenseKeyEnvString & "import xlwings.utils;xlwings.utils.prepare_sys_path(\\"""'
        ' & PYTHONPATH & "\\"");import xlwings; xlwings.serve(',
        '" -B -P -c ""import macros_py.engines.port;import xlwings; xlwings.serve(',
    ),
    # What goes wrong before Python runs is told in Chinese, and a traceback never.
    ('MsgBox "Could not find Interpreter!", vbCritical', "Err.Raise 1002, Description:=PYTHON_WIN"),
    ('"Press Ctrl+C to copy this message to the clipboard."', '""'),
    ('WScript.Popup Content, AUTO_DISMISS, "Error", OK_BUTTON_ERROR', f"{BUTTONS_MODULE}.Sorry Content"),
    # Where the interpreter cannot be kept alive, each press starts one of its own.
    (
        'OPTIMIZED_CONNECTION = GetConfig("USE UDF SERVER", False)',
        f'OPTIMIZED_CONNECTION = GetConfig("USE UDF SERVER", False) And Not {BUTTONS_MODULE}.FreshInterpreter',
    ),
)


@dataclass(frozen=True, slots=True)
class Button:
    """A command as the templates see it."""

    command: Command

    @property
    def stem(self) -> str:
        """The id as a name in XML and VBA."""
        return self.command.id.replace("-", "_")

    @property
    def callback(self) -> str:
        """The name of the VBA procedure."""
        return f"Press_{self.stem}"

    @property
    def text(self) -> str:
        """The text that VBA passes to Python: fixed, whatever the workbook is called."""
        return f"import macros_py.ribbon;macros_py.ribbon.press('{self.command.id}')"

    @property
    def needs_workbook(self) -> bool:
        """Whether a workbook must be open."""
        return self.command.needs is not Needs.NOTHING

    @property
    def chooses(self) -> bool:
        """Whether the rows selected in 项目清单 choose the projects."""
        return PROJECTS in self.command.options


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A worksheet function as the templates see it: its ASCII name, help and arguments, the last of them optional."""

    name: str
    help: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """The arguments as VBA declares them."""
        return ", ".join([*self.required, *(f"Optional {name}" for name in self.optional)])

    @property
    def shown(self) -> str:
        """The arguments as the help page shows them, what may be left out in brackets."""
        return ", ".join([*self.required, *(f"[{name}]" for name in self.optional)])

    @property
    def arguments(self) -> str:
        """The arguments as VBA passes them on."""
        return ", ".join([*self.required, *self.optional])


def buttons() -> tuple[Button, ...]:
    """Return every registered command in the order of the ribbon."""
    ordered = sorted(COMMANDS, key=lambda command: GROUPS.index(command.group))
    return tuple(map(Button, ordered))


def groups() -> list[dict[str, object]]:
    """Return the groups of the ribbon that have a button, each with its id, label and buttons."""
    every = buttons()
    return [
        {"id": f"group{number}", "label": label, "buttons": found}
        for number, label in enumerate(GROUPS, 1)
        if (found := [button for button in every if button.command.group == label])
    ]


def ribbon_xml(namespace: str) -> str:
    """Return the ribbon, with ``namespace`` (2007 and later, or 2010 and later)."""
    return _render("ribbon.xml.j2", namespace=namespace, groups=groups(), module=BUTTONS_MODULE)


def help_page() -> str:
    """Return the page behind 【帮助】."""
    return _render("帮助.html.j2", groups=groups(), functions=worksheet_functions(), returned=RETURNED)


def buttons_module() -> str:
    """Return the VBA module of the buttons, a callback a command."""
    points = {"no_workbook": NO_WORKBOOK, "no_python": NO_PYTHON, "title": TITLE}
    return _render("buttons.bas.j2", buttons=buttons(), **{name: _points(text) for name, text in points.items()})


def functions_module(wrappers: Sequence[Wrapper]) -> str:
    """Return the VBA module of the worksheet functions."""
    return _render("functions.bas.j2", functions=wrappers, module=PYTHON_MODULE)


def worksheet_functions() -> tuple[Wrapper, ...]:
    """Return the functions of ``macros_py.functions``: each has a name, a help text and arguments that may be optional."""
    return tuple(
        Wrapper(
            function.name,
            function.help,
            tuple(argument.name for argument in function.arguments if not argument.optional),
            tuple(argument.name for argument in function.arguments if argument.optional),
        )
        for function in FUNCTIONS
    )


def xlwings_module() -> str:
    """Return xlwings' module for custom add-ins (BSD) with the changes this add-in needs.

    Raises:
        ValueError: this version of xlwings has another text where one of the changes belongs.
    """
    source = (importlib.resources.files("xlwings") / "xlwings_custom_addin.bas").read_text(encoding="utf-8")
    text = source.replace("\r\n", "\n")
    text = text.partition("\n")[2]  # the line that names the module, which pyOpenVBA writes itself
    for old, new in _XLWINGS_CHANGES:
        if text.count(old) != 1:
            raise ValueError(f"xlwings_custom_addin.bas has {text.count(old)} times: {old}")
        text = text.replace(old, new)
    return text


def configuration() -> tuple[tuple[str, str | bool], ...]:
    """Return the rows of the configuration sheet; the interpreter stands in the user's file, see ``installing``."""
    return (
        ("USE UDF SERVER", True),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
        ("UDF MODULES", PYTHON_MODULE),
    )


def _points(text: str) -> str:
    return " ".join(f"{ord(character):04X}" for character in text)


def _render(template: str, **values: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = home() / "workbook" / "source" / "addin"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=not template.endswith(".bas.j2"),
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**values)
