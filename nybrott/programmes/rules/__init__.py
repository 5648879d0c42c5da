"""Who may do what with method cards and programmes; every no is a sentence."""

from nybrott.programmes.rules.cards import (
    may_adapt_card,
    may_change_card,
    may_put_away_card,
    may_take_out_card,
    may_write_cards,
)
from nybrott.programmes.rules.programmes import may_begin_programme, may_change_programme, may_release, may_take_over

__all__ = [
    "may_adapt_card",
    "may_begin_programme",
    "may_change_card",
    "may_change_programme",
    "may_put_away_card",
    "may_release",
    "may_take_out_card",
    "may_take_over",
    "may_write_cards",
]
