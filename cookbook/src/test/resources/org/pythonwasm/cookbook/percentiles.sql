-- region: percentiles
CREATE AGGREGATE FUNCTION percentile(x DOUBLE, share DOUBLE) RETURNS DOUBLE LANGUAGE PYTHON AS $$
class percentile:
    def __init__(self):
        self.values, self.share = [], 0.5
    def accumulate(self, x: float, share: float):
        self.values.append(x)
        self.share = share
    def finish(self):
        if not self.values:
            return None
        ordered = sorted(self.values)
        place = self.share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
$$;
SELECT service, percentile(CAST(millis AS DOUBLE), 0.5) AS p50, percentile(CAST(millis AS DOUBLE), 0.75) AS p75
FROM requests GROUP BY service ORDER BY service;
-- service | p50 | p75
-- cart | 14.0 | 15.0
-- search | 91.0 | 95.0
-- endregion
