"""How long after a post its comments come: hours, measured on two blogs, and drawn from.

The values are the distances between a post (of one thread: its first comment) and each comment that states a time, of
one science blog and one long thread of a technology blog: figures, in order, and nothing else of them.
"""

from __future__ import annotations

import math
import random

HOURS = (
    0.84, 0.92, 1.66, 2.9, 3.1, 4.9, 5.66, 9.1, 11.6, 12.9, 13.9, 18.0, 19.9, 20.0, 20.1, 20.1, 20.3, 20.8, 21.0, 26.4,
    31.8, 33.7, 36.0, 36.2, 37.8, 38.2, 42.7, 44.3, 71.3, 122.4, 128.8, 147.8, 148.6, 178.0, 187.0, 197.0, 200.0, 225.0,
    241.0, 258.0, 363.0, 462.2, 465.5, 530.0, 560.8, 884.3, 1475.0, 1743.9, 2360.5, 5516.0, 8379.7, 9454.4, 9595.5,
    10012.1, 14139.7, 14428.0, 14706.1, 14880.8,
)  # fmt: skip


def draw(chance: random.Random) -> float:
    """Seconds between a post and one of its comments: between two of the values, evenly on a logarithmic scale."""
    place = chance.random() * (len(HOURS) - 1)
    low, part = int(place), place % 1
    return 3600 * math.exp(math.log(HOURS[low]) * (1 - part) + math.log(HOURS[low + 1]) * part)
