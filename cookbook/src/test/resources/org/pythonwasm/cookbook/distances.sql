-- region: distances
CREATE FUNCTION distance_km(lat1 DOUBLE, lon1 DOUBLE, lat2 DOUBLE, lon2 DOUBLE) RETURNS INTEGER LANGUAGE PYTHON AS $$
from math import asin, cos, radians, sin, sqrt
def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> int:
    lat1, lon1, lat2, lon2 = map(radians, (lat1, lon1, lat2, lon2))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * 6371 * asin(sqrt(h)))
$$;
SELECT name, distance_km(CAST(lat AS DOUBLE), CAST(lon AS DOUBLE), 50.1109, 8.6821) AS km_to_frankfurt
FROM shops ORDER BY km_to_frankfurt;
-- name | km_to_frankfurt
-- Cologne | 153
-- Munich | 304
-- Hamburg | 393
-- Berlin | 424
-- endregion
