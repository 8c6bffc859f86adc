CREATE OR REPLACE FUNCTION comment_score(comment VARCHAR) RETURNS DOUBLE
LANGUAGE PYTHON DETERMINISTIC AS $$
import re

WEIGHTS = {"careful": 1, "quick": 1, "brave": 1, "express": 1, "enticing": 2,
           "slow": -1, "furious": -2, "ruthless": -2, "pending": -1, "special": -1, "unusual": -1}
WORD = re.compile(r"[a-z]+", re.IGNORECASE)
JUDGEMENT = re.compile(r"\b(never\s+)?(" + "|".join(WEIGHTS) + r")(?:ly)?\b", re.IGNORECASE)


def comment_score(comment: str) -> float:
    """How pleased a comment sounds: weights of its judging words, turned round after "never", a word of the comment."""
    words = len(WORD.findall(comment))
    score = sum(-WEIGHTS[word.lower()] if never else WEIGHTS[word.lower()]
                for never, word in JUDGEMENT.findall(comment))
    return score / words if words else 0.0
$$
