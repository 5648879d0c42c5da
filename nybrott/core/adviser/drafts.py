"""A draft or a notice from bytes."""

from nybrott.core.notices import Notice, ReadError, Text, read

MOST = 20 * 1024**2  # bytes of a file that are read
_LOOKS_LIKE_NOTICE = (b"<", b"{", b"[", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
_HEAD = 256 * 1024
"""Bytes in which a document type is looked for; entities behind more of comments than that `core.notices` refuses."""
_TITLE = 300  # signs a first line may have to be the title


class Unreadable(ValueError):
    """A file that cannot be read. The message says why, in a sentence; `code` in a word: large, empty, document-type, notice, bytes or binary."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def read_draft(data: bytes, *, path: str, plain: bool = False) -> Notice:
    """The notice in a file, or a draft in plain text (UTF-8, or UTF-16 with its mark): its first line is the title when it is short and more
    follows. Of a file with several notices the first is read. `plain`: it is text for sure, whatever it begins with. Raises `Unreadable`."""
    if len(data) > MOST:
        raise Unreadable(f"The file is larger than the {MOST // 1024**2} MB that are read.", "large")
    if not data.strip():
        raise Unreadable("The file is empty.", "empty")
    if not plain and data.lstrip().startswith(_LOOKS_LIKE_NOTICE):
        if _has_document_type(data):
            raise Unreadable("The file brings a document type of its own, and so could declare entities. A notice needs none.", "document-type")  # fmt: skip
        found = next(iter(read(data, path=path)), None)
        if isinstance(found, Notice):
            return found
        why = found.reason if isinstance(found, ReadError) else "there is no notice in it"
        raise Unreadable(f"It cannot be read as a notice: {why}.", "notice")
    return _draft(_decoded(data), path)


def _has_document_type(data: bytes) -> bool:
    """Whether a document type stands before the first element, whatever the encoding."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    while True:
        head = head.lstrip()
        ends = b"?>" if head.startswith(b"<?") else b"-->" if head.startswith(b"<!--") else b""
        if not ends:
            return head[:9].upper() == b"<!DOCTYPE"
        head = head.partition(ends)[2]


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Unreadable(f"It is neither a notice nor text in UTF-8 (byte {trouble.start} is none). Save it as plain text first.", "bytes") from None  # fmt: skip
    if "\x00" in text:
        raise Unreadable("It is neither a notice nor plain text. Save it as plain text first.", "binary")
    return text


def _draft(text: str, path: str) -> Notice:
    first, _newline, rest = text.strip().partition("\n")
    if not rest.strip() or len(first) > _TITLE:
        first, rest = "", text.strip()
    texts = tuple(Text(field, one.strip()) for field, one in (("title", first), ("description", rest)) if one.strip())
    return Notice(path=path, format="record", notice_id="", stage="competition", texts=texts)
