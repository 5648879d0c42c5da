"""What a file's name says: whether it is a notice, an archive or neither, and whether it may be trusted."""

import re

LINES = (".jsonl", ".ndjson")
NOTICES = (".xml", ".json", *LINES)

# Ending → (how it is packed, what it holds); the longer ending first.
_ARCHIVES = {
    ".tar.gz": ("gz", "tar"), ".tgz": ("gz", "tar"),
    ".tar.bz2": ("bz2", "tar"), ".tbz2": ("bz2", "tar"), ".tbz": ("bz2", "tar"),
    ".tar.xz": ("xz", "tar"), ".txz": ("xz", "tar"),
    ".tar": ("", "tar"), ".zip": ("", "zip"),
    ".gz": ("gz", "file"), ".bz2": ("bz2", "file"), ".xz": ("xz", "file"),
}  # fmt: skip

_DRIVE = re.compile(r"[A-Za-z]:")

NOTHING = "it holds no .xml, .json or .jsonl files"
READABLE = "only .xml, .json and .jsonl files and zip, tar, gz, bz2 and xz archives are read"


def archive(name: str) -> tuple[str, str] | None:
    """How an archive of this name is packed ("", gz, bz2, xz) and what it holds (zip, tar, file); None for others."""
    lowered = name.lower()
    return next((kind for ending, kind in _ARCHIVES.items() if lowered.endswith(ending)), None)


def is_notice(name: str) -> bool:
    """Whether a file of this name may hold notices."""
    return name.lower().endswith(NOTICES)


def is_lines(name: str) -> bool:
    """Whether a file of this name holds a record a line."""
    return name.lower().endswith(LINES)


def unpacked(name: str) -> str:
    """The name of the file in a file that is packed alone: notice.xml.gz holds notice.xml."""
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]


def is_hidden(name: str) -> bool:
    """Whether a person would not see the file in their folder. (“..” is not hidden; it leads out.)"""
    parts = name.split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in {".", ".."} for part in parts)


def leads_out(name: str) -> bool:
    """Whether a member's name would lead out of the archive, were it unpacked: absolute, or with “..” in it."""
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/")


def shown(name: str) -> str:
    """A foreign name as it may be shown and stored: slashes one way, nothing that cannot be printed."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name.replace("\\", "/"))
