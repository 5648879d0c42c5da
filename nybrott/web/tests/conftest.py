"""The lakes that the observatory's tests fill serve here too."""

from nybrott.observatory.tests.conftest import _count_anew, empty, filled, sample_lake, with_only

__all__ = ["_count_anew", "empty", "filled", "sample_lake", "with_only"]
