"""xlwings engines for machines without Excel, and the doors to a book in any of them.

``open_book(path)`` and ``new_book()`` give an ordinary ``xlwings.Book``; the code that a ribbon button runs in Excel
runs on it unchanged. An engine is registered with xlwings when it is first asked for, and is the active one only inside
the block, so that everything else goes on meaning Excel where there is Excel.
"""

from macros_py.engines.opening import engine_names, new_book, open_book

__all__ = ["engine_names", "new_book", "open_book"]
