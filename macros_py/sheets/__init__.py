"""Where each thing lies on a worksheet: the tables of the standard workbook, and what a printed form shows."""
