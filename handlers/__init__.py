"""People and the clock: screens, their words, and the only rooms that know Telegram (handlers/telegram, handlers/demo)."""
