"""People and the clock: screens and their words; telegram/ and demo/ are the only rooms that know Telegram."""
