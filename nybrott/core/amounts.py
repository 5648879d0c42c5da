"""Numbers and sums of money as people write them. Pure."""

import re
from decimal import Decimal

_WRITTEN = re.compile(r"[+-]?([0-9]{1,20}(\.[0-9]{0,10})?|\.[0-9]{1,10})")
MOST = 10**15  # hundredths: more than any organisation spends


def plain_number(text: str) -> Decimal | None:
    """A number as people write it ("1 250,5", "−3", "12.5", "1.250.000"), exactly; None when it is none.

    A comma or one full stop marks the decimals; where both stand, the last of them does.
    """
    plain = "".join(sign for sign in text if not sign.isspace()).replace("\u2212", "-")
    comma, stop = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and stop >= 0:
        plain = plain.replace("." if comma > stop else ",", "")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    return Decimal(plain) if _WRITTEN.fullmatch(plain) else None


def minor(text: str) -> int | None:
    """Kroner as people write them, as whole øre (hundredths of any other currency); None when it is no sum.

    A comma or one full stop marks the øre.
    """
    plain = "".join(sign for sign in text.lower() if not sign.isspace())
    found = plain_number(plain.replace("kr", "").replace("nok", "").removesuffix(",-"))
    if found is None or found < 0 or found * 100 > MOST:
        return None
    return int((found * 100).to_integral_value())
