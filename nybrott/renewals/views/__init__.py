"""The pages of the radar."""

from nybrott.renewals.views.buyers import buyer, buyer_dates, buyer_file, buyers
from nybrott.renewals.views.contracts import contract, decide
from nybrott.renewals.views.own import radar, radar_file

__all__ = ["buyer", "buyer_dates", "buyer_file", "buyers", "contract", "decide", "radar", "radar_file"]
