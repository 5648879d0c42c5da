"""The pages of method cards and programmes."""

from nybrott.programmes.views.cards import card, card_document, cards
from nybrott.programmes.views.own_cards import (
    card_adapt,
    card_change,
    card_difference,
    card_new,
    card_news,
    card_put_away,
    card_take_out,
)

__all__ = [
    "card",
    "card_adapt",
    "card_change",
    "card_difference",
    "card_document",
    "card_new",
    "card_news",
    "card_put_away",
    "card_take_out",
    "cards",
]
