-- region: sessionise
CREATE FUNCTION visits(clicks TABLE, minutes INTEGER)
RETURNS TABLE (person VARCHAR(20), visit INTEGER, began TIMESTAMP, pages INTEGER) LANGUAGE PYTHON AS $$
from datetime import timedelta
from itertools import groupby
def visits(clicks, minutes: int):
    for person, own in groupby(sorted(clicks), key=lambda click: click.person):
        found = []
        for click in own:
            if not found or click.seen - found[-1][-1] > timedelta(minutes=minutes):
                found.append([])
            found[-1].append(click.seen)
        for number, times in enumerate(found, 1):
            yield person, number, times[0], len(times)
$$;
-- in H2:
SELECT * FROM visits('SELECT person, CAST(seen AS TIMESTAMP) AS seen FROM clicks', 30) ORDER BY person, visit;
-- in Calcite:
SELECT * FROM TABLE(visits(CURSOR(SELECT person, CAST(seen AS TIMESTAMP) AS seen FROM clicks), 30)) ORDER BY person, visit;
-- person | visit | began | pages
-- ada | 1 | 2024-05-01 09:00:00 | 3
-- ada | 2 | 2024-05-01 11:00:00 | 1
-- bob | 1 | 2024-05-01 09:05:00 | 1
-- bob | 2 | 2024-05-01 09:36:00 | 2
-- endregion
