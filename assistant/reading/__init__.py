"""From a file to its sentences and passages.

document        the whole of reading
files           one file's text and metadata: text, and by worker, in a process of its own, html, pdf, docx,
                eml; subtitles
segments        sentences with spans and speakers, by head (headlines, dates, bylines), letters, mail, credits;
                labels and turns (whose they are), and interview (talks without labels)
passages        sentences packed for the embedding model
wrapping, metadata, names, vocabulary    what these have in common
"""
