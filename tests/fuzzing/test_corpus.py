"""Every input that fuzzing has kept, crashes of old among them, is read without an accident."""

import pytest

from tests.fuzzing.fuzz import CORPUS
from tests.fuzzing.readers import READERS


@pytest.mark.parametrize("name", READERS)
def test_the_corpus_is_read(name):
    inputs = sorted((CORPUS / name).iterdir())
    assert len(inputs) > 3
    for path in inputs:
        READERS[name](path.read_bytes())
