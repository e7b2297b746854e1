"""A letter that was told to wait has its own column: a lease is the process's, a wait outlives it."""

from yoyo import step

__depends__ = {"0002_life_of_a_place"}

steps = [
    step("ALTER TABLE letters ADD COLUMN not_before BIGINT", "ALTER TABLE letters DROP COLUMN not_before"),
]
