"""Evaluation: how far to trust the answers, with numbers. Run `python -m eval`."""
