"""How what is learned was learned: `python -m eval.training.NAME` writes weights, or prints numbers that code holds.

reader, query, checker                      adapt the bundled encoder (adapting) to reader_data and checker_data
marks                                       the marking head (networks)
answers, shortlist, agreement, claims       small regressions on top, fitted on dev
"""
