"""The official notices of this host: brought in, made searchable, and judged by people.

Promises: whoever may can bring notices in, follow how it goes and take a mistaken import back; the lake is built anew
from everything that holds, beside the old one, and replaces it in one step. The index follows the lake, and is never
half. What a reviewer answered about a candidate stands beside the lake, under names that a rebuilt lake keeps.
Holds: imports and their pages, the index of notices for search and candidates, judgements and what follows from them.
Does not: read or judge texts (that is `core`), count (that is `core.measures` in the lake), or show figures.
"""
