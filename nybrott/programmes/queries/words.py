"""What the words of cards and programmes are called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.packages import PackageError

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
    "stakeholders": _("No one has said yet who it affects."),
    "together": _("Those who should work on it do not see the same problem yet."),
    "voices": _("Few of those affected have been heard."),
    "observation": _("No one has seen it happen."),
    "figures": _("Nothing says how often it happens."),
    "insight": _("What was gathered has not been put together."),
    "needs": _("No need has been worded."),
    "unverified": _("The needs are assumptions."),
    "priority": _("There are many needs, and none takes priority."),
    "cause": _("The problem is not worded yet."),
    "question": _("There is no question that is open to several answers."),
    "goals": _("No one could say afterwards whether it went well."),
    "effects": _("How the change would come about is not thought through."),
    "reuse": _("No one has looked at what others did."),
    "market": _("The market has not been asked."),
    "requirements": _("What is asked of suppliers says how, not what."),
    "untested": _("What the answer rests on has not been tried."),
    "learning": _("What was learnt has not been gathered."),
}
STAGE_REASON = _("It fits how far the challenge has come.")
# Keys of a card → what they are called.
CARD_KEYS: dict[str, Promise] = {
    "name": _("Name"),
    "what": _("What you do"),
    "why": _("Why"),
    "material": _("Material"),
    "steps": _("Steps"),
    "result": _("What comes out"),
    "pitfalls": _("What can go wrong"),
    "digital": _("On a screen"),
    "phase": _("Phase"),
    "people": _("People, from and to"),
    "minutes": _("Minutes in all"),
    "step_minutes": _("Minutes of each step"),
    "outputs": _("Makes"),
    "stages": _("Fits when a challenge is"),
    "gaps": _("Helps when this is lacking"),
}

# Sections of a programme → what they are called, and what one thing in them is called.
SECTION_NAMES: dict[str, Promise] = {
    "aims": _("Aims"),
    "theory": _("Programme theory"),
    "roles": _("Roles"),
    "activities": _("Activities"),
    "cards": _("Method cards"),
    "letters": _("Letters"),
    "instruments": _("Surveys"),
    "targets": _("Baselines and targets to set"),
}
SECTION_WHY: dict[str, Promise] = {
    "aims": _("What will be different, in one sentence each."),
    "theory": _("What is believed to lead to what, from what is put in to what someone notices."),
    "roles": _("Who takes part, and what is asked of each."),
    "activities": _("What happens, how long, how often, in this order."),
    "letters": _("What is written to whom, and when."),
    "instruments": _("What is asked, of whom, when."),
    "targets": _("What each organisation measures before it begins, and decides to reach."),
}
KEY_NAMES: dict[str, Promise] = {
    "text": _("Text"),
    "step": _("Where in the chain"),
    "leads_to": _("Leads to"),
    "name": _("Name"),
    "sentence": _("In one sentence"),
    "asked": _("What is asked"),
    "hours": _("Hours"),
    "kind": _("Kind"),
    "what": _("What happens"),
    "minutes": _("Minutes each time"),
    "times": _("How many times"),
    "methods": _("Method cards"),
    "when": _("When"),
    "body": _("The letter"),
    "how": _("How it is measured"),
    "unit": _("Unit of measure"),
    "summary": _("What it is"),
    "licence": _("Licence"),
    "(order)": _("Order"),
}
STEP_NAMES: dict[str, Promise] = {
    "input": _("Input"),
    "activity": _("Activity"),
    "understanding": _("Understanding"),
    "behaviour": _("Behaviour"),
    "procurement": _("Procurements"),
    "effect": _("Effects"),
}
ACTIVITY_NAMES: dict[str, Promise] = {
    "guidance": _("Individual guidance"),
    "workshop": _("Method workshop"),
    "gathering": _("Experience gathering"),
    "other": _("Something else"),
}
LICENCE_NAMES: dict[str, Promise] = {
    "CC-BY-4.0": _("CC BY 4.0: use and change it, and credit us"),
    "CC0-1.0": _("CC0: use it as you like"),
    "EUPL-1.2": _("EUPL 1.2: use and change it, and share the changes"),
}
COURSE_NAMES: dict[str, Promise] = {
    "continue": _("Decided: continue"),
    "adapt": _("Decided: adapt"),
    "stop": _("Decided: stop"),
}
# What can be wrong with a package → the sentence a person meets; %(place)s is where.
FAULTS: dict[str, Promise] = {
    "not_a_zip": _("This is not a package: the file is not a zip file, or it is cut off."),
    "too_large": _("This file is larger than a package may be (2 MB)."),
    "too_many": _("This is not a package: it has more files than a package has."),
    "path": _("This is not a package: it holds a file that does not belong in one (%(place)s)."),
    "bomb": _("This package was not opened: it would unpack to more than 5 MB (%(place)s)."),
    "missing": _("This package is not complete: %(place)s is missing."),
    "unknown_format": _("This is a zip file, but not a programme package."),
    "unknown_version": _(
        "This package is in a newer format than this site knows. Update Nybrott, or ask for an older format."
    ),
    "unreadable": _("This package cannot be read: %(place)s is not as it should be."),
    "changed": _("This package has been changed after it was signed: %(place)s is not what was signed."),
    "signature": _(
        "The signature does not fit. The package was changed after it was signed, or not signed at all. Ask the sender for it again."
    ),
    "cyclic": _("This package says that it comes from itself, so its family tree goes round in a circle."),
    "content": _("The programme in this package cannot be used: %(place)s %(detail)s."),
}


def fault_in_words(trouble: PackageError) -> str:
    """What is wrong with a package, as a sentence."""
    return str(FAULTS[trouble.code]) % {"place": trouble.place, "detail": trouble.detail}
