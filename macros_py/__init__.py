"""附表7 工作簿: the Python behind the ribbon buttons.

Floors from the ground up, each importing only the floors below it: errors, scheme, config and package, model, targets,
scoring, checks, sheets, printing, engines, commands, functions, addin, toolbar, cli. pyproject.toml has them all.
"""
