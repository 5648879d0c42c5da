"""Who comes in where, for the sweep over every address."""

from nybrott.people.tests.sweeping import Case

SWEEP: dict[str, Case] = {}
