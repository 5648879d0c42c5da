"""Pages of peer challenges."""

from nybrott.peerreviews.views.answering import answer, ask_clarity, decline
from nybrott.peerreviews.views.owning import change, clear, decide, new, step
from nybrott.peerreviews.views.reading import of_case, of_challenge, of_dialogue, of_plan, review, review_file, reviews

__all__ = ["answer", "ask_clarity", "change", "clear", "decide", "decline", "new", "of_case", "of_challenge", "of_dialogue", "of_plan", "review", "review_file", "reviews", "step"]  # fmt: skip
