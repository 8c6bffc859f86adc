-- region: convert-units
CREATE FUNCTION centimetres(text VARCHAR) RETURNS DECIMAL(6, 1) LANGUAGE PYTHON AS $$
import re
from decimal import Decimal
UNITS = {'m': Decimal(100), 'cm': Decimal(1), 'mm': Decimal('0.1'), 'in': Decimal('2.54'), '"': Decimal('2.54'),
         'ft': Decimal('30.48'), "'": Decimal('30.48')}
def centimetres(text: str):
    parts = re.findall(r'([\d.]+)\s*(mm|cm|m|in|ft|["\'])', text.replace(',', '.'))
    return sum(Decimal(number) * UNITS[unit] for number, unit in parts) if parts else None
$$;
SELECT name, height, centimetres(height) AS cm FROM people ORDER BY cm;
-- name | height | cm
-- Eve | 1,68 m | 168.0
-- Ada | 5 ft 7 in | 170.2
-- Cleo | 1.75m | 175.0
-- Bob | 182 cm | 182.0
-- Dan | 6'2" | 188.0
-- endregion
