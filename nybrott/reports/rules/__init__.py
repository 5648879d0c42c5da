"""Who may make reports; split by noun."""

from nybrott.reports.rules.reports import may_evaluate, may_make_report

__all__ = ["may_evaluate", "may_make_report"]
