"""What is read of written input."""

from nybrott.submissions.queries.boxes import box_of, next_step, received, standing
from nybrott.submissions.queries.documents import document, open_document
from nybrott.submissions.queries.inputs import (
    CITED,
    OTHER,
    Asked,
    Mine,
    Secret,
    asked,
    asked_ever,
    cited_numbers,
    digest_of_text,
    mine,
    open_bytes,
    opened,
    opened_answers,
)
from nybrott.submissions.queries.own import OwnAnswer, Told, own_answer, own_bytes
from nybrott.submissions.queries.published import kept_back, published, published_files, published_syntheses

__all__ = [
    "CITED", "OTHER", "Asked", "Mine", "OwnAnswer", "Secret", "Told", "asked", "asked_ever", "box_of", "cited_numbers", "digest_of_text", "document", "kept_back", "mine", "next_step", "open_bytes",
    "open_document", "opened", "opened_answers", "own_answer", "own_bytes", "published", "published_files", "published_syntheses", "received", "standing",
]  # fmt: skip
