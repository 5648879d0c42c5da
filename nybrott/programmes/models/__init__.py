"""What is kept of method cards and programmes."""

from nybrott.programmes.models.cards import MethodCard
from nybrott.programmes.models.programmes import Package, Programme, Reach, SigningKey

__all__ = ["MethodCard", "Package", "Programme", "Reach", "SigningKey"]
