"""Clocks on walls, worked out a second time: by hand, in whole seconds and numbers of days, without any library of zones."""
