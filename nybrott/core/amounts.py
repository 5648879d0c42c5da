"""Sums of money as people write them. Pure."""

from decimal import Decimal, InvalidOperation

MOST = 10**15  # hundredths: more than any organisation spends


def minor(text: str) -> int | None:
    """Kroner as people write them, as whole øre (hundredths of any other currency); None when it is no sum.

    A comma or one full stop marks the øre.
    """
    plain = "".join(
        sign for sign in text.lower().replace("kr", "").replace("nok", "") if not sign.isspace()
    ).removesuffix(",-")
    if plain.count(".") > 1 or ("." in plain and "," in plain):
        plain = (
            plain.replace(".", "")
            if plain.rfind(",") > plain.rfind(".") or "," not in plain
            else plain.replace(",", "")
        )
    try:
        sum_ = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    if not sum_.is_finite() or sum_ < 0 or sum_ * 100 > MOST:
        return None
    return int((sum_ * 100).to_integral_value())
