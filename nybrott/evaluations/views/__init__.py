"""Pages of surveys; split by noun."""

from nybrott.evaluations.views.answering import answer, empty, page, send, thanks
from nybrott.evaluations.views.instruments import instrument, instruments, preview, shipped_instrument
from nybrott.evaluations.views.people import people, person_remove
from nybrott.evaluations.views.planning import tables, wave_new, wave_plan
from nybrott.evaluations.views.results import codebook_file, results, results_file, results_json
from nybrott.evaluations.views.waves import wave, wave_step, waves
from nybrott.evaluations.views.writing import (
    instrument_about,
    instrument_bring_in,
    instrument_copy,
    instrument_file,
    instrument_new,
    instrument_step,
    question,
    question_move,
    question_remove,
)

__all__ = [
    "answer", "codebook_file", "empty", "instrument", "instrument_about", "instrument_bring_in", "instrument_copy", "instrument_file",
    "instrument_new", "instrument_step", "instruments", "page", "people", "person_remove", "preview", "question", "question_move",
    "question_remove", "results", "results_file", "results_json", "send", "shipped_instrument", "tables", "thanks", "wave", "wave_new", "wave_plan",
    "wave_step", "waves",
]  # fmt: skip
