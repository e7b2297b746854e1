"""What is remembered: plain SQL, in the subset that SQLite and PostgreSQL share.

engine.py holds every difference between the databases; store.py is one transaction and its shelves; one file a shelf.
Instants are integers: whole seconds of UTC.
"""
