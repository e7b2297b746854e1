"""What is done once a day, however many processes there are and however often they are started; and what has left the
letters, by when it was closed."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0020_ways"}

steps = [
    step(told("CREATE TABLE nights (day TEXT PRIMARY KEY, at BIGINT NOT NULL)"), "DROP TABLE nights"),
    step("CREATE INDEX letters_closed ON letters (closed_at)", "DROP INDEX letters_closed"),
]
