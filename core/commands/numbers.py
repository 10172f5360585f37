"""How the commands write a number for machines."""

from __future__ import annotations

from decimal import Decimal


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number that JSON writes as people do: 3480000, 98.34.

    >>> json_number(Decimal("348E4")), json_number(Decimal("98.340")), json_number(None)
    (3480000, 98.34, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
