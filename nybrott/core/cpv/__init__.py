"""Knows every code of the Common Procurement Vocabulary: what it is called, where it belongs, and which code words mean.

Promises: a code is one of the list or an error that names the nearest ones; a search in bokmål or English gives the same codes in
the same order every time, closest first. Names and licence stand in `catalogue/codes.txt`; there are no nynorsk ones, so a nynorsk
reader is given bokmål.
Does not: know check digits (the source has none, so one that is written is not checked), or the short names of divisions and groups in
three languages (`core.notices`).
"""

from nybrott.core.cpv.codes import Code, UnknownCode, code, parents
from nybrott.core.cpv.searching import search

__all__ = ["Code", "UnknownCode", "code", "parents", "search"]
