"""Who may do what with method cards and programmes; every no is a sentence."""

from nybrott.programmes.rules.cards import (
    may_adapt_card,
    may_change_card,
    may_put_away_card,
    may_take_out_card,
    may_write_cards,
)

__all__ = ["may_adapt_card", "may_change_card", "may_put_away_card", "may_take_out_card", "may_write_cards"]
