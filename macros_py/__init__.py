"""附表7 工作簿: the Python behind the ribbon buttons.

Floors from the ground up, each importing only the floors below it:
errors, home, package and config, model, targets, scoring, checks, sheets, printing, engines,
commands, addin, cli.
"""
