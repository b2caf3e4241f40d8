"""Formulas as a part holds them: what Excel refuses to read, and what leads nowhere.

A text that is well spelt but unknown (``SUMM(A1)``) becomes #NAME? in Excel without a repair prompt and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from macros_py.package.lint.known import Known
from macros_py.package.lint.numbers import as_index
from macros_py.package.lint.texts import length

MAX_FORMULA, MAX_LITERAL, MAX_DEPTH, MAX_ARGUMENTS = 8192, 255, 64, 255

#: Functions newer than Excel 2007, which a file must spell with _xlfn. ([MS-XLSX] 2.2.2.1; XlsxWriter's list, BSD).
NEWER_FUNCTIONS = frozenset(
    """
    ACOT ACOTH AGGREGATE ANCHORARRAY ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV
    BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
    CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
    COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT F.INV
    F.INV.RT F.TEST FIELDVALUE FILTER FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT
    FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE
    GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA
    ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT
    NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC
    PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY
    RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SINGLE SKEW.P
    SORT SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER
    TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK
    WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
    """.split()
)

# Chinese letters may stand in a name or a plain sheet name; ≥, ％ and （ may stand in neither.
_WORD = r"(?![\d.?])[\w$\\.?]+"
_SHEET = rf"'(?P<quoted>(?:[^']|'')+)'!|(?P<plain>(?:\[\d+\])?{_WORD}(?::{_WORD})?|\[\d+\])!"
_COLUMNS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |"(?P<text>(?:[^"]|"")*)"
    |(?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA))
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w$\\])
    |(?:{_SHEET})?(?:(?P<call>{_WORD})\(|(?P<word>{_WORD})(?P<columns>{_COLUMNS})?|(?P<lost>\#REF!)|(?P<rows>\d+))
    |(?P<infix><>|<=|>=|[-+*/^&=<>:])
    |(?P<mark>[%(),;{{}}])""",
    re.VERBOSE,
)
_LEAF = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_LOST_SHEET = re.compile(r"#REF!(?=[$A-Za-z])")


def formula_complaints(formula: str, known: Known) -> Iterator[tuple[str, str]]:
    """Yield (rule, text) for everything wrong with ``formula``, which stands without its equals sign."""
    if len(formula) > MAX_FORMULA:
        yield "formula-length", f"{len(formula)} characters"
    # Excel itself writes #REF!$A$1 for the sheet that went.
    yield from _Reader(known).read(_LOST_SHEET.sub("", formula) if "#REF!" in formula else formula)


@dataclass(slots=True)
class _Reader:
    """A reading of one formula from left to right.

    ``brackets`` are those open, with the number of arguments of a call. ``operand`` is what stands just before:
    "" for nothing or an operator, "value" or "ref" for an operand, with a space at its end after white space.
    """

    known: Known
    brackets: list[tuple[str, int]] = field(default_factory=list)
    operand: str = ""

    def read(self, formula: str) -> Iterator[tuple[str, str]]:
        """Yield (rule, text); the first thing that is misspelt ends the reading."""
        position, end = 0, len(formula)
        while position < end:
            found = _TOKEN.match(formula, position)
            if found is None:
                yield "formula-malformed", f"{formula[position : position + 10]!r} in {shown(formula)}"
                return
            if problem := self._take(found):
                yield problem[0], f"{problem[1]} in {shown(formula)}"
                return
            yield from self._nowhere(found, formula)
            position = found.end()
        if self.brackets or not self.operand:
            yield "formula-malformed", f"ends too early: {shown(formula)}"

    def _take(self, found: re.Match[str]) -> tuple[str, str] | None:
        """Take one token in; return (rule, text) when it may not stand here."""
        kind, token = found.lastgroup, found[0]
        if kind == "space":
            self.operand = self.operand and self.operand.rstrip() + " "
        elif kind == "infix":
            if not self.operand and token not in "+-":
                return "formula-malformed", f"nothing before {token!r}"
            self.operand = ""
        elif kind == "mark":
            return self._take_mark(token)
        else:
            return self._take_operand(found, kind in ("text", "number"))
        return None

    def _take_operand(self, found: re.Match[str], value: bool) -> tuple[str, str] | None:
        # A space between two references is Excel's intersection.
        if self.operand and (value or self.operand != "ref "):
            return "formula-malformed", f"no operator before {found[0]!r}"
        if name := found["call"]:
            self.brackets.append(("call", 1))
            self.operand = ""
            if name.upper() in NEWER_FUNCTIONS:
                return "formula-prefix", name
            deep = len(self.brackets) > MAX_DEPTH and sum(kind == "call" for kind, _ in self.brackets) > MAX_DEPTH
            return ("formula-nesting", "too deep") if deep else None
        self.operand = "value" if value else "ref"
        text = found["text"]
        if text and length(text.replace('""', '"')) > MAX_LITERAL:
            return "formula-text-length", f"{length(text)} characters"
        return None

    def _take_mark(self, token: str) -> tuple[str, str] | None:
        inner, arguments = self.brackets[-1] if self.brackets else ("", 0)
        if token in "({":
            if self.operand and not (token == "(" and self.operand == "ref "):
                return "formula-malformed", f"no operator before {token!r}"
            self.brackets.append((token, 0))
            self.operand = ""
        elif token in ")}":
            fits = inner == "{" if token == "}" else inner in ("(", "call")
            if not fits or (not self.operand and inner != "call"):
                return "formula-malformed", f"{token!r} in the wrong place"
            self.brackets.pop()
            self.operand = "value" if token == "}" else "ref"
        elif token == ";" and inner != "{":
            return "formula-separator", "';'"
        elif not self.operand and (inner != "call" or token == "%"):
            return "formula-malformed", f"nothing before {token!r}"  # only a call may leave an argument out
        elif token == "%":
            self.operand = "value"
        else:
            self.operand = ""
            if inner == "call":
                self.brackets[-1] = ("call", arguments + 1)
                return ("formula-nesting", "too many arguments") if arguments == MAX_ARGUMENTS else None
        return None

    def _nowhere(self, found: re.Match[str], formula: str) -> Iterator[tuple[str, str]]:
        """Yield (rule, text) for a reference to what is not there."""
        plain, quoted = found["plain"], found["quoted"]
        if plain or quoted:
            name = plain or quoted.replace("''", "'")
            if not _sheet_is_there(name, self.known):
                yield "formula-missing-sheet", f"{name} in {shown(formula)}"
        columns = found["columns"]
        if columns and not (plain or quoted):
            headings = self.known.tables.get(found["word"].lower())
            if headings is None:
                yield "formula-missing-table", f"{found['word']} in {shown(formula)}"
                return
            leaves = _LEAF.findall(columns) if "[[" in columns else [columns[1:-1]]
            for leaf in leaves:
                column = re.sub("'(.)", r"\1", leaf).lower()
                if column and leaf[0] != "#" and column not in headings:
                    yield "formula-missing-table", f"column {leaf} of {found['word']} in {shown(formula)}"


def _sheet_is_there(name: str, known: Known) -> bool:
    """Tell whether a sheet prefix leads somewhere: a sheet, two of a 3-D reference, one of an outside workbook."""
    if found := re.match(r"(?:.*[\\/])?\[([^\]]+)\]", name):
        return 0 <= as_index(found[1]) <= known.externals
    return all(known.has_sheet(part) for part in name.split(":"))


def shown(text: str) -> str:
    """Return a text to be shown, cut where it is long."""
    return text if len(text) <= 80 else f"{text[:80]}…"
