"""Private links stay out of the logs: whoever has one is whoever it was sent to."""

import logging
import re

# a key in an address: long, of the signs of `token_urlsafe`, with capitals, which words in addresses never have
_KEY = re.compile(r"(?<=/)(?=[^/\s]*[A-Z])[\w.:=-]{20,}", re.ASCII)


class HideKeys(logging.Filter):
    """Puts … where a private key stands in an address that is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change what the record will say; it is never left out."""
        if isinstance(record.args, tuple):
            record.args = tuple(_KEY.sub("…", one) if isinstance(one, str) else one for one in record.args)
        if isinstance(record.msg, str):
            record.msg = _KEY.sub("…", record.msg)
        return True
