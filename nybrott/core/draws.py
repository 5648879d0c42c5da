"""Numbers drawn by chance, with a seed: the same for the same seed, in every version of NumPy and on every machine. Pure.

Only the raw stream of the generator PCG64 is used, which NumPy promises to keep (NEP 19); what its other methods give may change.
"""

from typing import TYPE_CHECKING

from nybrott.core.given import whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def uniforms(seed: int, rows: int, columns: int) -> "Floats":
    """Numbers between 0 and 1, neither of them, each as likely. Raises `StatisticsError` for a seed below 0."""
    from numpy.random import PCG64  # slow import: only what is drawn needs it

    raw = PCG64(whole(seed, "the seed")).random_raw(rows * columns)
    drawn: Floats = ((raw >> 11) + 0.5).reshape(rows, columns) / 2**53
    return drawn


def normals(seed: int, rows: int, columns: int) -> "Floats":
    """Standard normal numbers."""
    from scipy.special import ndtri  # slow import, as above

    drawn: Floats = ndtri(uniforms(seed, rows, columns))
    return drawn
