"""Sets of entry numbers, and the way to numpy and back."""

import array

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Numbers = NDArray[np.uint32]
NOTHING = BitMap()


def set_of(numbers: Numbers) -> BitMap:
    """The set of these numbers. By way of ``array``, since numpy's are taken one by one, ten times slower."""
    return BitMap(array.array("I", numbers.tobytes()))


def numbers_of(entries: BitMap) -> Numbers:
    """A set's numbers, ascending."""
    return np.frombuffer(entries.to_array(), dtype=np.uint32) if entries else np.zeros(0, dtype=np.uint32)
