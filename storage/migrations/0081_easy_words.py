"""The easy version of an outing's summary, for those who struggle with written French."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0078_ticks"}

steps = [
    step(told("ALTER TABLE offers ADD COLUMN easy TEXT NOT NULL DEFAULT ''"), "ALTER TABLE offers DROP COLUMN easy")
]
