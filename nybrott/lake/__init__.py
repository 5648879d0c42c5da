"""The lake: every notice, its texts and the signs found in it, as Parquet that many tools can read.

`build` reads notices and makes a lake hold them: bounded memory, resumable after a kill, idempotent, the same bytes
for the same input however many processes work. `open_lake` answers questions from it with DuckDB (measures, lists, one
notice whole), from several threads, and sees a rebuilt lake without a restart. `check` says whether a lake is whole.
Nobody ever sees half a lake: a generation is complete before it holds. What is in the tables stands in `tables.py`,
what questions give in `shapes.py`.
Does not: judge (that is `core.signals`), define figures (`core.measures`), fetch, keep people's judgements, or know
the web framework.
"""

import os

# Arrow's own allocator keeps what was freed, the more the longer a build lasts; the system's gives it back. It is asked
# for when Arrow is first loaded, which is right below.
os.putenv("ARROW_DEFAULT_MEMORY_POOL", "system")

from nybrott.lake.building import Progress, Report, build
from nybrott.lake.checking import check
from nybrott.lake.generations import NoLake
from nybrott.lake.narrowing import LakeQuestion
from nybrott.lake.reading import Lake, open_lake

__all__ = ["Lake", "LakeQuestion", "NoLake", "Progress", "Report", "build", "check", "open_lake"]
