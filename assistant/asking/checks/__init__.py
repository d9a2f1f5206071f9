"""Mechanical checks of one statement against the sentences it cites; none of them guesses at meaning."""
