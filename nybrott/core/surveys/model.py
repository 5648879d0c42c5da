"""The shapes: what a question may hold. Nothing here reads a file."""

LANGUAGES = ("nb", "nn", "en")
KINDS = ("single", "multiple", "scale", "matrix", "number", "text")
AUDIENCES = ("drivers", "units", "participants", "mentors", "leaders", "suppliers", "users", "organisation")
UNKNOWN = "unknown"  # the answer "I do not know", where a scale allows it

# Kind → the keys a question of that kind has besides those all have; a key with a question mark may be left out.
OWN_KEYS = {
    "single": ("options",),
    "multiple": ("options",),
    "scale": ("low", "high", "low_text", "high_text", "unknown?"),
    "matrix": ("low", "high", "low_text", "high_text", "unknown?", "rows"),
    "number": ("least", "most", "bands"),
    "text": ("long?",),
}
COMMON_KEYS = ("id", "kind", "text", "help?", "required?", "new_page?", "show_if?")

MOST_QUESTIONS, MOST_OPTIONS, MOST_ROWS, MOST_POINTS, MOST_BANDS = 60, 20, 12, 11, 8
LARGEST_NUMBER = 1_000_000
LONGEST_LINE, LONGEST_TEXT, LONGEST_ANSWER = 300, 3_000, 2_000


class SurveyError(ValueError):
    """An instrument that cannot be used: where in it, and what is wrong there."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason
