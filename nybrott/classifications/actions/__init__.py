"""What the buyer does: answers about signals, brings drafts in, answers proposals, chooses the class."""

from nybrott.classifications.actions.deciding import answer_code, answer_signals, choose_class
from nybrott.classifications.actions.drafts import bring_draft, let_text_go, throw_away_draft

__all__ = ["answer_code", "answer_signals", "bring_draft", "choose_class", "let_text_go", "throw_away_draft"]
