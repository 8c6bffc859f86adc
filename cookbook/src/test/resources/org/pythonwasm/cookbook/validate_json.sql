-- region: validate-json
CREATE FUNCTION problems(doc VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
import json
LINE = {'sku': str, 'count': int}
ORDER = {'id': int, 'customer': str, 'lines': [LINE]}

def check(value, schema, path):
    if isinstance(schema, dict):
        for key, inner in schema.items():
            if key in value:
                yield from check(value[key], inner, f'{path}.{key}')
            else:
                yield f'{path}.{key} is missing'
    elif isinstance(schema, list):
        if not value:
            yield f'{path} is empty'
        for number, element in enumerate(value):
            yield from check(element, schema[0], f'{path}[{number}]')
    elif type(value) is not schema:
        yield f'{path} is {type(value).__name__}, not {schema.__name__}'
    elif not value:
        yield f'{path} is empty'

def problems(doc: str):
    try:
        return '; '.join(check(json.loads(doc), ORDER, '$')) or None
    except json.JSONDecodeError as error:
        return f'no JSON: {error}'
$$;
SELECT id, problems(doc) AS problems FROM documents ORDER BY id;
-- id | problems
-- 1 | null
-- 2 | $.id is str, not int; $.customer is empty; $.lines is empty
-- 3 | $.lines[0].count is empty; $.lines[1].sku is int, not str; $.lines[1].count is missing
-- 4 | no JSON: Expecting ',' delimiter: line 1 column 30 (char 29)
-- endregion
