"""What the words of cards and programmes are called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES: dict[str, Promise] = {"nb": _("Norwegian Bokmål"), "nn": _("Norwegian Nynorsk"), "en": _("English")}
PHASE_NAMES: dict[str, Promise] = {
    "need": _("Need"),
    "solution": _("Solution"),
    "test": _("Test"),
}
OUTPUT_NAMES: dict[str, Promise] = {
    "map": _("a map"),
    "evidence": _("evidence"),
    "insight": _("insights"),
    "need": _("needs"),
    "statement": _("a problem statement"),
    "priority": _("an order"),
    "goal": _("goals"),
    "dialogue": _("a dialogue plan"),
    "tested": _("an assumption tested"),
    "learning": _("something learnt"),
}
STAGE_NAMES: dict[str, Promise] = {
    "raised": _("Raised"),
    "anchored": _("Anchored"),
    "hearing": _("Hearing the users"),
    "sensemaking": _("Making sense"),
    "described": _("Described"),
    "trial": _("Being tried"),
    "closed": _("Looking back"),
}
# Why a card is proposed: what is lacking, as one says it to a colleague.
GAP_REASONS: dict[str, Promise] = {
    "stakeholders": _("Nobody has said yet whom it concerns."),
    "together": _("Those who should work on it do not see the same problem yet."),
    "voices": _("Few of those it concerns have been heard."),
    "observation": _("Nobody has seen it happen."),
    "figures": _("Nothing says how often it happens."),
    "insight": _("What was gathered has not been put together."),
    "needs": _("No need has been worded."),
    "unverified": _("The needs are assumptions."),
    "priority": _("There are many needs, and none goes before another."),
    "cause": _("The problem is not worded yet."),
    "question": _("There is no question that opens for several answers."),
    "goals": _("Nobody could say afterwards whether it went well."),
    "effects": _("How the change would come about is not thought through."),
    "reuse": _("Nobody has looked at what others did."),
    "market": _("The market has not been asked."),
    "requirements": _("What is asked of suppliers says how, not what."),
    "untested": _("What the answer rests on has not been tried."),
    "learning": _("What was learnt has not been gathered."),
}
STAGE_REASON = _("It fits how far the challenge has come.")
# Keys of a card → what they are called.
CARD_KEYS: dict[str, Promise] = {
    "name": _("Name"),
    "what": _("What one does"),
    "why": _("Why"),
    "material": _("Material"),
    "steps": _("Steps"),
    "result": _("What comes out"),
    "pitfalls": _("What goes wrong"),
    "digital": _("On a screen"),
    "phase": _("Phase"),
    "people": _("People, from and to"),
    "minutes": _("Minutes in all"),
    "step_minutes": _("Minutes of each step"),
    "outputs": _("Makes"),
    "stages": _("Fits when a challenge is"),
    "gaps": _("Helps when this is lacking"),
}
