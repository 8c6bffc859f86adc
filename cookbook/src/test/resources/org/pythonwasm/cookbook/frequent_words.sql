-- region: frequent-words
CREATE FUNCTION frequent_words(texts TABLE, most INTEGER)
RETURNS TABLE (word VARCHAR(50), times INTEGER) LANGUAGE PYTHON AS $$
import re
from collections import Counter
COMMON = set('a after an at and could i in is my of since the this to with you'.split())
def frequent_words(texts, most: int):
    words = Counter(word for row in texts for word in re.findall(r'[a-z]+', row[0].lower()) if word not in COMMON)
    yield from sorted(words.items(), key=lambda entry: (-entry[1], entry[0]))[:most]
$$;
-- in H2:
SELECT * FROM frequent_words('SELECT body FROM tickets', 3);
-- in Calcite:
SELECT * FROM TABLE(frequent_words(CURSOR(SELECT body FROM tickets), 3));
-- word | times
-- again | 2
-- cannot | 2
-- broke | 1
-- endregion
