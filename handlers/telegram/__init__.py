"""The rooms that know Telegram: the wire, what is shown, the inbox, the bot. Nothing else imports it (but the demo)."""

import os
import warnings

# python-telegram-bot is moving its durations from numbers to timedelta; this takes the new form already.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# We fetch updates as raw JSON on purpose: one that cannot be parsed must reach the inbox, and harm no other (U4). What is
# said leaves as JSON too (show.py says why).
warnings.filterwarnings("ignore", message="Please use 'Bot.")
