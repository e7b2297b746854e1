"""Rules and wishes; knows nobody: no Telegram, no SQL, no words for people.

domain/      pure rules: people, offers, reservations, the calendar; synchronous, no clock
feeds/       files from outside → drafts
ports.py     what must be remembered; storage/ complies
*.py         use cases: verbs over a Store
__main__.py  the command line, and the one place that introduces everybody
"""
