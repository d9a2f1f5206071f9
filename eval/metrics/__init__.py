"""Metrics: one small file each, in standard terms.

ranking         nDCG@k, recall@k, reciprocal rank
refusal         AUROC of answerable from not, risk against coverage
citations       whether an answer cites the right places
marks, voices   whether sentences get the right mark, and the right party
claims          whether supported claims are told from others
followups       what a stand-alone question adds to a follow-up
calibration     whether stated confidence can be believed
overlap, words  how hard a question set is; the words that carry content
latency         how long answers take
intervals       any statistic with n and a bootstrap interval; rows: what each checks of its columns first
"""
