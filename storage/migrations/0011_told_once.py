"""Letters that show their reader everything at once are found by their moment: one is enough for who answers for several."""

from yoyo import step

__depends__ = {"0010_erasing"}

AT_ONCE = "kind IN ('digest', 'calls_due', 'roll_call_due', 'changes_told', 'unsure')"

steps = [step(f"CREATE INDEX letters_at_once ON letters (due_at) WHERE {AT_ONCE}", "DROP INDEX letters_at_once")]
