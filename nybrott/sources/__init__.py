"""The only room that opens foreign files: folders, archives and plain files of notices, given as bytes.

Promises: the same order on every machine; documents one at a time, never a whole archive in memory; sizes, counts,
depth and growth bounded by `Limits`; whatever cannot be given, or should not be trusted, is a `Refusal` with a plain
reason, and the rest goes on. Nothing is ever written where a foreign name says.
`batches` and `spread` hand documents to several processes and keep their order.
Does not: know what a notice is beyond the endings of files (.xml, .json, .jsonl), read one, or raise for bad input.
"""

from nybrott.sources.model import Document, Limits, Refusal
from nybrott.sources.spreading import batches, spread
from nybrott.sources.walking import documents

__all__ = ["Document", "Limits", "Refusal", "batches", "documents", "spread"]
