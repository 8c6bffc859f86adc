CREATE OR REPLACE FUNCTION promised(ordered DATE, priority VARCHAR) RETURNS TIMESTAMP
LANGUAGE PYTHON DETERMINISTIC AS $$
from datetime import date, datetime, time, timedelta

WEEKS = {"1-URGENT": 2, "2-HIGH": 4, "3-MEDIUM": 8, "5-LOW": 12}
CLOSE_OF_BUSINESS = time(17, 30)


def promised(ordered: date, priority: str) -> datetime | None:
    """Close of business on the last working day of the weeks this priority allows; None where nothing was promised."""
    if priority not in WEEKS:
        return None
    day = ordered + timedelta(weeks=WEEKS[priority])
    after_friday = max(0, day.weekday() - 4)
    return datetime.combine(day - timedelta(days=after_friday), CLOSE_OF_BUSINESS)
$$
