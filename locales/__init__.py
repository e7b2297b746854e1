"""The words: one folder a language, `LC_MESSAGES/bot.po` in each; the French sentence in the code is the key."""
