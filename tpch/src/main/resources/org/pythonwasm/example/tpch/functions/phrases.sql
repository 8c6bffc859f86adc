CREATE OR REPLACE FUNCTION phrases(comments TABLE, least INTEGER)
RETURNS TABLE (phrase VARCHAR(99), times INTEGER, comments INTEGER)
LANGUAGE PYTHON AS $$
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

WORD = re.compile(r"[a-z]+")


def phrases(comments: list, least: int) -> Iterator[tuple]:
    """Neighbouring words that at least so many comments have: how often in all, and in how many comments."""
    times, holders = Counter(), Counter()
    for (comment,) in comments:
        pairs = list(pairwise(WORD.findall(comment.lower())))
        times.update(pairs)
        holders.update(set(pairs))
    for pair, count in holders.items():
        if count >= least:
            yield " ".join(pair), times[pair], count
$$
