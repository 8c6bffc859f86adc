-- region: from-plpython
CREATE FUNCTION net(gross NUMERIC(9, 2), country VARCHAR) RETURNS NUMERIC(9, 2) LANGUAGE PYTHON AS $$
from decimal import Decimal
RATES = {'DE': Decimal('1.19'), 'AT': Decimal('1.20')}

def net(gross, country):
    if country not in RATES:
        print('unknown country', country)
        return None
    return gross / RATES[country]
$$;
SELECT net(119, 'DE') AS de, net(60, 'AT') AS at_net, net(1, 'XX') AS unknown_net FROM (VALUES (1)) AS v(x);
-- de | at_net | unknown_net
-- 100.00 | 50.00 | null
-- endregion
