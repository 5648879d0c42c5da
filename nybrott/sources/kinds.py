"""What a file is, by its first bytes. Its name and what a browser says of it are never asked."""

from dataclasses import dataclass

from nybrott.sources.model import Damaged, Limits, Trap


class Unreadable(Exception):
    """A file that is not taken. `code` is a short word ("kind", "trap", "macros"); whoever shows it knows the sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: its word, its media type, and the ending its name gets."""

    word: str
    media: str
    ending: str

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown in a page, once drawn anew."""
        return self.media.startswith("image/")


_OFFICE = "application/vnd.openxmlformats-officedocument."
PNG = FileKind("png", "image/png", "png")
JPEG = FileKind("jpeg", "image/jpeg", "jpg")
WEBP = FileKind("webp", "image/webp", "webp")
GIF = FileKind("gif", "image/gif", "gif")
PDF = FileKind("pdf", "application/pdf", "pdf")
DOCX = FileKind("docx", f"{_OFFICE}wordprocessingml.document", "docx")
XLSX = FileKind("xlsx", f"{_OFFICE}spreadsheetml.sheet", "xlsx")
TEXT = FileKind("text", "text/csv", "csv")
KINDS = {kind.word: kind for kind in (PNG, JPEG, WEBP, GIF, PDF, DOCX, XLSX, TEXT)}

HEAD = 4096  # how many bytes tell what a file is

# of an office file: what one may unpack to, and how many times its size; rows of blank cells pack some 60 times
OFFICE_LIMITS = Limits(unpacked=512 * 1024 * 1024, members=5_000, ratio=100, unrated=8 * 1024 * 1024)

_SIGNS: tuple[tuple[int, bytes, FileKind | str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (8, b"WEBP", WEBP),
    (0, b"%PDF-", PDF),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),  # also what an encrypted new one looks like
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "empty"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypheix", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypmsf1", "heic"),
    (4, b"ftyphevc", "heic"),
)


def sign_of(head: bytes) -> FileKind | str:
    """The kind its first bytes tell, "zip" for what must be looked into, or the code of why it is not taken."""
    if not head:
        return "empty"
    for at, sign, kind in _SIGNS:
        if head.startswith(sign, at):
            return kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    if b"\0" in head or head.lstrip()[:1] == b"<":
        return "kind"
    return TEXT


def said_of(trouble: Trap | Damaged) -> Unreadable:
    """The trouble of an archive as that of a file."""
    return Unreadable("trap" if isinstance(trouble, Trap) else "damaged", str(trouble))
