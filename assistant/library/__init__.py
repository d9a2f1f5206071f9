"""What is kept: the catalogue, which is the truth, and two indexes that can be made anew.

ingest          files into the library, by intake: cut, encoded, marked, committed
library         catalogue (database, records) with vectors (Chroma) and words (tantivy), each under a seal
same_names      which names stand for one another: a country, its people, its capital
where           which passages a filter lets through
conversations   what was asked and answered, by turns
uploads         files handed over through the page
lock, sqlite    one process at a time; what the SQLite files have in common
"""
