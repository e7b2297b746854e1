"""Do the tests notice? `make mutate` changes one thing in a rule, in the door of every screen or in a question to the
database, runs the tests that stand nearest, and lists what nobody noticed. `survivors.txt` has the last figures.

A tool of our own, since the kept ones leave out what matters here: mutmut (tried: it is quick, and its 1,243 changes of
the domain showed where tests were missing) touches neither properties and screens, which are decorated, nor a module's
constants, nor what SQL asks; cosmic-ray starts a process for each change, which is hours.

Left out: defaults of fields and what decorators say (the roles of a screen have the hand-written table of
`tests/whole/test_doors.py`), and the rooms of timetables, whose search is held against brute force, forty seconds a try.
"""
