-- region: working-days
CREATE FUNCTION working_days(first_day DATE, last_day DATE) RETURNS INTEGER LANGUAGE PYTHON AS $$
from datetime import date, timedelta
from functools import cache

def easter(year):
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + l - 7 * ((a + 11 * h + 22 * l) // 451) + 114, 31)
    return date(year, month, day + 1)

@cache
def holidays(year):
    """Those of all German states."""
    fixed = {date(year, month, day) for month, day in [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)]}
    return fixed | {easter(year) + timedelta(days) for days in (-2, 1, 39, 50)}

def working_days(first_day: date, last_day: date) -> int:
    days = (first_day + timedelta(n) for n in range((last_day - first_day).days + 1))
    return sum(day.weekday() < 5 and day not in holidays(day.year) for day in days)
$$;
SELECT name, working_days(CAST(first_day AS DATE), CAST(last_day AS DATE)) AS days FROM projects ORDER BY name;
-- name | days
-- Atlas | 8
-- Birch | 6
-- Cedar | 7
-- endregion
