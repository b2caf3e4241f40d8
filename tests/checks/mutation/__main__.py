"""Prints how many planted errors the checks find: ``python -m tests.checks.mutation [filings of each kind] [first seed]``."""

from __future__ import annotations

import sys

from macros_py.config import load_config
from tests.checks.mutation.measuring import measure, table


def main() -> None:
    """Measure and print."""
    numbers = [int(text) for text in sys.argv[1:3]]
    count, first = [*numbers, *(20, 0)[len(numbers) :]]
    result = measure(load_config(), range(first, first + count))
    sys.stdout.write(table(result) + "\n")
    for mutation, tally in result.tallies.items():
        for seed in tally.missed[:3]:
            sys.stdout.write(f"missed: {mutation.family}: {mutation.name}: {seed}\n")


if __name__ == "__main__":
    main()
