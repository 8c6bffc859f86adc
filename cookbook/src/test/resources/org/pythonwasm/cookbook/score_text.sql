-- region: score-text
CREATE FUNCTION urgency(subject VARCHAR, body VARCHAR) RETURNS INTEGER LANGUAGE PYTHON AS $$
import re
WEIGHTS = {'urgent': 5, 'down': 4, 'lawyer': 4, 'cannot': 3, 'refund': 3, 'fails': 2, 'error': 2, 'again': 1,
           'thanks': -1, 'thank': -1, 'great': -2}
def urgency(subject: str, body: str) -> int:
    words = re.findall(r'[a-z]+', f'{subject} {body}'.lower())
    shouting = 2 * subject.isupper() + body.count('!!!')
    return max(0, sum(WEIGHTS.get(word, 0) for word in words) + shouting)
$$;
SELECT id, subject, urgency(subject, body) AS score FROM tickets ORDER BY score DESC, id;
-- id | subject | score
-- 2 | PRODUCTION DOWN | 19
-- 5 | Refund | 11
-- 3 | Login | 7
-- 1 | Invoice question | 0
-- 4 | Praise | 0
-- endregion
