-- region: from-plpython-table
CREATE FUNCTION parts(text VARCHAR) RETURNS TABLE (place INTEGER, part VARCHAR(40)) LANGUAGE PYTHON AS $$
def parts(text: str):
    for place, part in enumerate(text.split(','), 1):
        yield place, part.strip()
$$;
-- in H2:
SELECT * FROM parts('a, b, c');
-- in Calcite:
SELECT * FROM TABLE(parts('a, b, c'));
-- place | part
-- 1 | a
-- 2 | b
-- 3 | c
-- endregion
