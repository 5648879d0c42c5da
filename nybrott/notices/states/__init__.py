"""States: where an import is on its way, and what reviewers' answers come to."""

from nybrott.core.lifecycle import Lifecycle

IMPORT = Lifecycle(
    "waiting",
    {
        "begin": (("waiting",), "working"),
        "hold": (("working",), "held"),  # its notices are in the lake
        "fail": (("working",), "failed"),
        "try_again": (("working", "failed"), "waiting"),
        "take_back": (("held",), "leaving"),
        "stay": (("leaving",), "held"),  # it could not be taken back
        "leave": (("leaving",), "gone"),
        "drop": (("waiting", "failed"), "gone"),
    },
)

AT_WORK = ("waiting", "working", "leaving")

ENOUGH = 2  # people who must confirm

# What the answers of all reviewers come to, for anyone to see.
STANDINGS = ("confirmed", "rejected", "disputed", "begun", "open")


def standing(confirm: int, reject: int, unsure: int) -> str:
    """What so many current answers come to: one of `STANDINGS`.

    Confirmed or rejected: at least two people say so and nobody the opposite. Disputed: some confirm, some reject.
    Begun: somebody has looked, but it is not settled. Open: nobody has.
    """
    if confirm and reject:
        return "disputed"
    if confirm >= ENOUGH:
        return "confirmed"
    if reject >= ENOUGH:
        return "rejected"
    return "begun" if confirm or reject or unsure else "open"
