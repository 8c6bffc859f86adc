CREATE OR REPLACE FUNCTION nearest_name(typed VARCHAR, names VARCHAR) RETURNS VARCHAR
LANGUAGE PYTHON DETERMINISTIC AS $$
from difflib import get_close_matches
from functools import lru_cache


@lru_cache(maxsize=10_000)
def look_up(typed, names):
    return next(iter(get_close_matches(typed.strip().upper(), names.split("|"), n=1, cutoff=0.6)), None)


def nearest_name(typed: str, names: str) -> str | None:
    """The most similar of the names, which a bar separates; None where none is similar enough."""
    return look_up(typed, names)
$$
