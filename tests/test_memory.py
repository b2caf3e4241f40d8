"""While much is made that all stays, no garbage is looked for; afterwards it is found as before."""

import gc
import weakref

from macros_py.memory import no_collection


class Ring:
    """Something that holds itself, which only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_no_garbage_is_looked_for_meanwhile_and_all_of_it_found_later():
    with no_collection():
        inside = gc.isenabled()
        lost = weakref.ref(Ring())

    assert (inside, gc.isenabled(), gc.get_freeze_count()) == (False, True, 0)
    gc.collect()
    assert lost() is None


def test_a_collector_that_was_off_before_stays_off():
    gc.disable()
    try:
        with no_collection():
            pass
        after = gc.isenabled()
    finally:
        gc.enable()

    assert after is False


def test_an_error_leaves_the_collector_on():
    try:
        with no_collection():
            raise ValueError
    except ValueError:
        pass

    assert gc.isenabled()
