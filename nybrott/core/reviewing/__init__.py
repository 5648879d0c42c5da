"""Guides for challenging the work of others: a handful of questions for each kind of work, as data.

Promises: every question is there in bokmål, nynorsk and English with why it is asked; every guide says its source, who wrote and checked it, and when it is
looked at again; a mistake in the catalogue is answered with file and key.
Does not: know who challenges whom (`peerreviews`), judge an answer.
"""

from nybrott.core.reviewing.loading import GuideError, guides
from nybrott.core.reviewing.model import Guide, Question

__all__ = ["Guide", "GuideError", "Question", "guides"]
