"""Random walks through a small town: one gesture, or time, and then everything that must hold.

`cast` is the town, `gestures` what its people may do, `wire` what they are told; `walker` does one step after another.
After each, every rule of `rules` reads the tables past the shelves (`picture`): each is written from what the guarantees
say, not from the product's code. A walk is its seed: `python -m tests.walk SEED` tells it again, gesture by gesture.
"""
