"""Plants errors in clean forms and measures which of them the checks find: ``python -m tests.checks.mutation``."""
