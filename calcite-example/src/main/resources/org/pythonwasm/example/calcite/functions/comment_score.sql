CREATE OR REPLACE FUNCTION comment_score(comment VARCHAR) RETURNS DOUBLE
LANGUAGE PYTHON DETERMINISTIC AS $$
import re

WEIGHTS = {"careful": 1, "quick": 1, "express": 1, "slow": -1, "furious": -2,
           "pending": -1, "special": -1, "unusual": -1}
WORD = re.compile(r"[a-z]+")
JUDGEMENT = re.compile(r"(?<![a-z])(" + "|".join(WEIGHTS) + r")(?:ly)?(?![a-z])")


def comment_score(comment: str) -> float:
    """How pleased a comment sounds: the weights of its judging words, a word of the comment."""
    text = comment.lower()
    words = len(WORD.findall(text))
    return sum(WEIGHTS[word] for word in JUDGEMENT.findall(text)) / words if words else 0.0
$$
