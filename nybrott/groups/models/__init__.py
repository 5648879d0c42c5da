"""Same need elsewhere."""

from nybrott.groups.models.sameness import Comparison, Consent, Match, MatchAnswer, verified_statements

__all__ = ["Comparison", "Consent", "Match", "MatchAnswer", "verified_statements"]
