CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
def initials(name: str) -> str:
    words = name.split(); return ''.join(word[0].upper() for word in words)
$$
^^
CREATE TABLE people AS SELECT 'ada king' AS name
^^
