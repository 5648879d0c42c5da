"""What is kept about people, and what becomes of it: retention, handing out, erasing, the record of processing.

Promises: what has been kept long enough goes by itself, in batches, and each run is proved in the journal; a person gets
everything that is kept about them in one file, and nothing of others; an erased person is nowhere in the database, and
every chain of the journal still holds; the record of processing says just what the program does.
Holds: no tables of its own; it works on what each room declares in its `privacy.py`, gathered by `people`.
Does not: decide how long anything is kept or what is blanked. The room that keeps it says that.
Never reads: what people wrote, but to hand it to themselves.
"""
