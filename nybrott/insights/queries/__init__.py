"""What is read across the tables for the board and the pages of needs."""

from nybrott.insights.queries.board import Board, board, insight_page
from nybrott.insights.queries.needs import NeedPage, need_page, needs_trail

__all__ = ["Board", "NeedPage", "board", "insight_page", "need_page", "needs_trail"]
