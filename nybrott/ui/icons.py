"""The icons there are."""

import re
from pathlib import Path

_SPRITE = Path(__file__).resolve().parent / "static" / "ui" / "vendor" / "icons" / "icons.svg"
ICONS: tuple[str, ...] = tuple(re.findall(r'<symbol id="([a-z-]+)"', _SPRITE.read_text(encoding="utf-8")))
