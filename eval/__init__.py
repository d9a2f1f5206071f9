"""Evaluation: how far to trust the answers, with numbers. Each stage imports only from those above it, cli from all.

datasets        gold data, one file for each source
metrics         what figures mean: one small file each, in standard terms
shelf           a set put into a library as a person would; scripted: a chat model that says what it is told
reporting       what figures become: a report on the terminal, as JSON and as a page, and what changed since
measuring       from a set on its shelf to records, and from records to figures
suite           `python -m eval`: which sets are measured how
commands        what has a command of its own: `python -m eval NAME`
peers           `python -m eval peers`: what others offer that answers without a language model
training        `python -m eval.training.NAME`: how what is learned was learned
"""
