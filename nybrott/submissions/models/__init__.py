"""What is kept of written input: the sealed box of a dialogue, what suppliers put in it, who read a secret, and what we made of it."""

from nybrott.dialogues.models import KeyLost
from nybrott.submissions.models.boxes import Box, StillSealed
from nybrott.submissions.models.inputs import Answer, Attachment, SecretReading, Submission, shelf
from nybrott.submissions.models.syntheses import Synthesis

__all__ = ["Answer", "Attachment", "Box", "KeyLost", "SecretReading", "StillSealed", "Submission", "Synthesis", "shelf"]
