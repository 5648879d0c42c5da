"""Reads an official notice, whatever it is written in, into one frozen `Notice`.

`read(data, path=…)` takes bytes and gives each notice in them, or a `ReadError` that names the file, the place and the
reason in plain words. It promises: never an exception for bad input, bounded memory, no network, no file, no entity
ever resolved; amounts as integers; each text once, the notice's own language first; codes as they stand; and that
what had to be mended is said in `remarks`. `mere_test(notice)` gives the words that show a notice to be a mere test of
somebody's system.

It does not judge (that is `core.signals`), count, store or fetch, and it does not check a notice against the rules of
its form: a wrong or incomplete notice is read as far as it goes.
"""

from nybrott.core.notices.mere_tests import mere_test
from nybrott.core.notices.model import Money, Notice, Party, ReadError, Text
from nybrott.core.notices.reading import read
from nybrott.core.notices.references import notice_reference

__all__ = ["Money", "Notice", "Party", "ReadError", "Text", "mere_test", "notice_reference", "read"]
