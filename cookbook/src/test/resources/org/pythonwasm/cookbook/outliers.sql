-- region: outliers
CREATE FUNCTION outliers(samples TABLE, factor DOUBLE)
RETURNS TABLE (service VARCHAR(20), millis DOUBLE, usual DOUBLE) LANGUAGE PYTHON AS $$
from collections import defaultdict
from statistics import median
def outliers(samples, factor: float):
    groups = defaultdict(list)
    for service, millis in samples:
        groups[service].append(millis)
    for service, values in groups.items():
        usual = median(values)
        spread = median(abs(value - usual) for value in values)
        yield from ((service, value, usual) for value in values if abs(value - usual) > factor * spread)
$$;
-- in H2:
SELECT * FROM outliers('SELECT service, CAST(millis AS DOUBLE) FROM requests', 5.0);
-- in Calcite:
SELECT * FROM TABLE(outliers(CURSOR(SELECT service, CAST(millis AS DOUBLE) FROM requests), 5.0));
-- service | millis | usual
-- cart | 240.0 | 14.0
-- endregion
