CREATE OR REPLACE FUNCTION working_days(ordered DATE, received DATE) RETURNS INTEGER
LANGUAGE PYTHON DETERMINISTIC AS $$
from datetime import date


def working_days(ordered: date, received: date) -> int:
    """Days from Monday to Friday, from the day after the order up to and including the day of receipt."""
    weeks, rest = divmod((received - ordered).days, 7)
    weekday = ordered.weekday()
    return 5 * weeks + sum((weekday + day) % 7 < 5 for day in range(1, rest + 1))
$$
