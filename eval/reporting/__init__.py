"""From figures to what people read: a report on the terminal, as JSON, Markdown and HTML, and what changed since.

report, report_check        its shape, written and read back
html, plots, exhibits       one page that needs nothing else
tables, headline            on the terminal, and for the README
compare                     against an earlier report
"""
