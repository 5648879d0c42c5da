"""How a driver programme travels from one organisation to another without being changed unseen: as a signed package.

A package is a zip of JSON and Markdown: the programme, a page to read in each of its languages, a manifest with the
SHA-256 of each and the line of packages it came from, and an Ed25519 signature of the manifest. One that tells what was
learnt in runs of it holds that too (lessons.json) and is of format version 2; all others are of version 1, as they always were.
Promises: the same package is always the same bytes, so one that is brought in and sent on unchanged keeps its first
signature; what is read is bounded before it is unpacked; each refusal has a code and names what was wrong.
Does not: open files, keep keys, decide whom to trust, or know organisations.
"""

from nybrott.core.packages.lessons import join_lessons
from nybrott.core.packages.model import PackageError, Released
from nybrott.core.packages.packing import fingerprint, pack, public_key, release, unpack

__all__ = ["PackageError", "Released", "fingerprint", "join_lessons", "pack", "public_key", "release", "unpack"]
