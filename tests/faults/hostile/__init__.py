"""Hostile files, built anew from a seed each time: workbooks, tables, exports, calendars. None is stored."""
