"""A share with the interval that its number of cases allows; a share without its n says nothing."""

from __future__ import annotations

import math

#: Below so many cases a share is not shown: chance would speak louder than the words that were sent.
ENOUGH = 100
#: Of the normal distribution, for 95 %.
_Z = 1.959964


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share, each end from 0 to 1.

    :raises ValueError: no cases, or more hits than cases.
    """
    if of <= 0 or not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no share")
    share, square = hits / of, _Z * _Z
    middle = share + square / (2 * of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
