"""Mechanical checks of one statement against the sentences it cites; none of them guesses at meaning.

quotes, names, numbers (reckoning), voices (context)        what must be in the source as it is in the statement
certainty, strength                                         plans told as done, denials, stronger words
bounds, prospects                                           up to how many, in which of them; what may be, not is
order, roles                                                who did what to whom, and more than what
injection                                                   what speaks to the model instead of the reader
"""
