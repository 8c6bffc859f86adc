-- region: readme
CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
def initials(name: str) -> str:
    return ''.join(word[0].upper() for word in name.split())
$$;
SELECT initials('grace brewster hopper') AS who;
-- who
-- GBH
-- endregion
