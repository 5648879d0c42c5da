"""What is read across the tables for the board and the pages of needs."""

from nybrott.insights.queries.board import Board, board, insight_page
from nybrott.insights.queries.needs import NeedPage, need_page, needs_trail
from nybrott.insights.queries.parts import add_part, need_parts

__all__ = ["Board", "NeedPage", "add_part", "board", "insight_page", "need_page", "need_parts", "needs_trail"]
