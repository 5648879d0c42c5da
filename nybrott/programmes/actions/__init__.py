"""Everything that changes method cards and programmes, split by noun."""

from nybrott.programmes.actions.cards import (
    adapt_card,
    change_card,
    put_away_card,
    settle_card,
    take_out_card,
    write_card,
)

__all__ = ["adapt_card", "change_card", "put_away_card", "settle_card", "take_out_card", "write_card"]
