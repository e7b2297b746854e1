"""The main screens as pictures, one sheet a language, for people to look at: `make gallery`.

A town where three people are in the middle of a first outing is asked for the same screens in every language; a real
browser sets them side by side, each as wide as a telephone. Nothing is judged here: eyes do that.
"""
