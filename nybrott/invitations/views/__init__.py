"""Pages of invitations."""

from nybrott.invitations.views.following import confirm, follow, stop
from nybrott.invitations.views.ours import brief_draft, give_brief, invitation, notice_file
from nybrott.invitations.views.public import beside_block, brief, dates, dialogue_feed, feed, public_block

__all__ = [
    "beside_block", "brief", "brief_draft", "confirm", "dates", "dialogue_feed", "feed", "follow", "give_brief", "invitation", "notice_file", "public_block", "stop",
]  # fmt: skip
