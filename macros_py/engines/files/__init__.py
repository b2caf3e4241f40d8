"""The engine "files": an xlwings engine over .xlsx files for machines without Excel.

Values are read by calamine until something asks for more; openpyxl is loaded for the first format, formula or write.
"""
