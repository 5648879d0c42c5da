"""Everything that changes method cards and programmes, split by noun."""

from nybrott.programmes.actions.cards import (
    adapt_card,
    change_card,
    put_away_card,
    settle_card,
    take_out_card,
    write_card,
)
from nybrott.programmes.actions.packages import bring_in, release_version
from nybrott.programmes.actions.programmes import (
    begin_programme,
    describe_programme,
    move_thing,
    put_card_in,
    remove_thing,
    settle_piece,
    share_programme,
    take_over,
    take_over_shipped,
    take_what_we_left,
    write_thing,
)

__all__ = [
    "adapt_card",
    "begin_programme",
    "bring_in",
    "change_card",
    "describe_programme",
    "move_thing",
    "put_away_card",
    "put_card_in",
    "release_version",
    "remove_thing",
    "settle_card",
    "settle_piece",
    "share_programme",
    "take_out_card",
    "take_over",
    "take_over_shipped",
    "take_what_we_left",
    "write_card",
    "write_thing",
]
