"""What is kept of method cards and programmes."""

from nybrott.programmes.models.cards import MethodCard

__all__ = ["MethodCard"]
