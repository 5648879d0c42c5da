"""Agree to be compared, compare, say what is the same."""

from nybrott.groups.actions.sameness import (
    answer_match,
    compare_all,
    compare_network,
    consent,
    look_again,
    withdraw_consent,
)

__all__ = ["answer_match", "compare_all", "compare_network", "consent", "look_again", "withdraw_consent"]
