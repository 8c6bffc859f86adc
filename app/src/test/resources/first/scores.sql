-- region: scores
CREATE FUNCTION score(note VARCHAR) RETURNS INTEGER LANGUAGE PYTHON AS $$
import re
WEIGHTS = {'great': 2, 'good': 1, 'rain': -1, 'bad': -2}
def score(note: str) -> int:
    return sum(WEIGHTS.get(word, 0) for word in re.findall('[a-z]+', note.lower()))
$$;
SELECT place, score(note) AS score FROM visits ORDER BY score DESC;
-- endregion
