-- region: fuzzy-join
CREATE FUNCTION likeness(a VARCHAR, b VARCHAR) RETURNS DOUBLE LANGUAGE PYTHON DETERMINISTIC AS $$
import re
from difflib import SequenceMatcher
from functools import cache
FORMS = re.compile(r'\b(gmbh|ag|ltd|inc|corp|corporation|und|and)\b')

@cache
def plain(name):
    name = name.lower().translate(str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'ß': 'ss'}))
    return ' '.join(FORMS.sub(' ', re.sub(r'[^a-z ]', ' ', name)).split())

def likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, plain(a), plain(b)).ratio()
$$;
SELECT i.nr, i.supplier, s.name FROM invoices AS i
LEFT JOIN suppliers AS s ON likeness(i.supplier, s.name) > 0.85 ORDER BY i.nr;
-- nr | supplier | name
-- R-101 | Mueller und Soehne | Müller & Söhne GmbH
-- R-102 | NORTHWIND TRADERS, LTD | Northwind Traders Ltd.
-- R-103 | Acme Corp | ACME Corporation
-- R-104 | Nothwind Trader | Northwind Traders Ltd.
-- R-105 | Fabrikam Inc. | null
-- endregion
