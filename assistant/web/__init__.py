"""The page: serve is the way in, page lays it out, and every word shown is escaped in render and filters.

serve           the web application: guard (headers), login (who may come in), api (programs), export (files)
page            its parts: chat, threads, reading, shelf, all of one desk
"""
