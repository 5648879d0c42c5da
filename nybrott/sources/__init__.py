"""The only room that opens foreign files: folders, archives and plain files of notices, and what people bring.

Promises: the same order on every machine; documents one at a time, never a whole archive in memory; sizes, counts,
depth and growth bounded by `Limits`; whatever cannot be given, or should not be trusted, is a `Refusal` with a plain
reason, and the rest goes on. Nothing is ever written where a foreign name says.
`batches`, `spread` and a `Crew` hand documents to several processes and keep their order; `items` are documents of which plain files are
not read yet, and `taken` by the process that works on them.
Of a single file (`cleaned`, `thumbnail`, `rows_of`, `text_of`) what it is by its bytes, cleaned pictures, small ones, rows of a spreadsheet, words of a docx; `Unreadable` says
with a word why it is not taken. A `Shelf` keeps files whole; `keep` and `Inbox.take` keep what was brought, never through a link. `statements` reads short texts, from a table or a line each.
`mark` names files as they lie, so that what was made from them need not be made anew.
Does not: know what a notice is beyond the endings of files (.xml, .json, .jsonl), read one, or raise for bad notices.
"""

from nybrott.sources.inbox import Inbox, Lying, forget, is_readable, keep
from nybrott.sources.keeping import Shelf
from nybrott.sources.kinds import KINDS, FileKind, Unreadable
from nybrott.sources.marks import mark
from nybrott.sources.model import Document, Limits, Refusal
from nybrott.sources.papers import cleaned, thumbnail
from nybrott.sources.spreading import Crew, batches, spread
from nybrott.sources.spreadsheets import rows_of
from nybrott.sources.statements import Statement, statements
from nybrott.sources.walking import Item, documents, items, taken
from nybrott.sources.writings import text_of

__all__ = [
    "KINDS", "Crew", "Document", "FileKind", "Inbox", "Item", "Limits", "Lying", "Refusal", "Shelf", "Statement", "Unreadable", "batches", "cleaned",
    "documents", "forget", "is_readable", "items", "keep", "mark", "rows_of", "spread", "statements", "taken", "text_of", "thumbnail",
]  # fmt: skip
