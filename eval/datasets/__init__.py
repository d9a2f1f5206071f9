"""Evaluation sets: one file for each source of data."""
