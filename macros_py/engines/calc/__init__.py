"""The engine "calc": an xlwings engine over LibreOffice Calc, spoken to through UNO.

A request costs 0.1 to 0.6 ms, so values, formulas and formats go over in whole blocks. Where Calc differs from Excel, the engine
does as Excel does: a text that begins with = becomes a formula unless its cell is Text, a text that looks like a number
becomes one, a new sheet becomes the active one, a protected sheet refuses.
"""
