"""Do the tests notice? `make mutate` changes one thing in a rule, a screen's door or a question to the database, runs the
tests that concern it, and lists what nobody noticed.

A tool of our own, since the kept ones leave out what matters here: mutmut does not touch decorated functions (properties,
screens), constants of a module, nor what SQL says; cosmic-ray starts a process for each change, an hour for one shelf.
"""
