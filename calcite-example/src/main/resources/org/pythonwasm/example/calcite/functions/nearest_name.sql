CREATE OR REPLACE FUNCTION nearest_name(typed VARCHAR, names VARCHAR) RETURNS VARCHAR
LANGUAGE PYTHON DETERMINISTIC AS $$
from difflib import get_close_matches


def nearest_name(typed: str, names: str) -> str | None:
    """The most similar of the names, which a bar separates; None where none is similar enough."""
    return next(iter(get_close_matches(typed.strip().upper(), names.split("|"), n=1)), None)
$$
