"""Fuzzing of what reads foreign input: the target, standard, form and package readers. Run: make fuzz [SECONDS=60]

``python -m tests.fuzzing.fuzz READER SECONDS`` fuzzes one reader: coverage-guided where atheris is installed (extra "fuzz"),
else with hypothesis. The corpus lies beside this file; an input that crashes is written there as ``crash-…``: it becomes a
test (test_corpus.py runs every file of the corpus) once it is mended.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


def fuzz_by_coverage(name: str, seconds: int) -> None:
    """Let atheris search for inputs that reach new code; ends the process."""
    import atheris

    # Only our own code is watched: to watch lxml and openpyxl too takes longer than the fuzzing.
    with atheris.instrument_imports(include=["macros_py"]):
        from tests.fuzzing.readers import READERS
    with tempfile.TemporaryDirectory() as found:
        arguments = [
            sys.argv[0],
            f"-max_total_time={seconds}",
            "-max_len=20000" if name in ("form", "package") else "-max_len=400",
            "-timeout=30",
            "-rss_limit_mb=1024",
            f"-artifact_prefix={CORPUS / name}/",
            "-print_final_stats=1",
            "-verbosity=0",
            found,
            str(CORPUS / name),
        ]
        atheris.Setup(arguments, READERS[name])
        atheris.Fuzz()


def fuzz_by_chance(name: str, seconds: int) -> None:
    """Feed bytes and changed pieces of the corpus to the reader until the time is over."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    from tests.fuzzing.readers import READERS

    seeds = [path.read_bytes() for path in sorted((CORPUS / name).iterdir())] or [b""]
    pieces = st.builds(_spliced, st.sampled_from(seeds), st.binary(max_size=40), st.integers(0), st.integers(0, 40))
    until = time.monotonic() + seconds

    @settings(max_examples=2000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(pieces, st.binary(max_size=2000), st.text(max_size=400).map(str.encode)))
    def feed(data: bytes) -> None:
        if time.monotonic() > until:
            return
        try:
            READERS[name](data)
        except Exception:
            digest = hashlib.sha256(data).hexdigest()[:16]
            (CORPUS / name / f"crash-{digest}").write_bytes(data)
            raise

    while time.monotonic() < until:
        feed()


def _spliced(seed: bytes, piece: bytes, at: int, length: int) -> bytes:
    place = at % (len(seed) + 1)
    return seed[:place] + piece + seed[place + length :]


def main() -> None:
    """Fuzz the reader named on the command line."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    try:
        import atheris  # noqa: F401 - whether it is installed
    except ImportError:
        print(f"{name}: atheris is not installed; hypothesis for {seconds} s")  # noqa: T201
        fuzz_by_chance(name, seconds)
    else:
        fuzz_by_coverage(name, seconds)


if __name__ == "__main__":
    main()
