"""The buttons in LibreOffice Calc: the extension that shows them, its installation, and what a press does.

A press runs the tool's own Python, not the one inside LibreOffice: that one lacks the packages the tool needs, has another
version on every system, and would take the office down with it. The two speak through a pipe that is opened for one press,
can be used by this user alone and is closed afterwards; nothing listens on a network address.
"""
