-- region: clean-csv
CREATE FUNCTION clean_name(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
def clean_name(name: str) -> str:
    if ',' in name:
        last, first = name.split(',', 1)
        name = f'{first} {last}'
    return ' '.join(name.split()).title()
$$;
CREATE FUNCTION clean_phone(phone VARCHAR, country VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
import re
CODES = {'de': '49', 'germany': '49', 'us': '1', 'usa': '1', 'uk': '44'}
def clean_phone(phone: str, country: str):
    digits = re.sub(r'[^\d+]', '', phone)
    if digits.startswith('00'):
        digits = '+' + digits[2:]
    elif digits.startswith('0'):
        digits = '+' + CODES[country.lower().replace('.', '')] + digits[1:]
    return digits if re.fullmatch(r'\+\d{8,15}', digits) else None
$$;
CREATE FUNCTION clean_date(text VARCHAR) RETURNS DATE LANGUAGE PYTHON AS $$
from datetime import datetime
def clean_date(text: str):
    for form in '%Y-%m-%d', '%d.%m.%Y', '%d %b %Y', '%m/%d/%Y':
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            pass
$$;
SELECT id, clean_name(name) AS name, clean_phone(phone, country) AS phone, clean_date(joined) AS joined
FROM customers ORDER BY id;
-- id | name | phone | joined
-- 1 | Ada Lovelace | +49301234567 | 2021-03-12
-- 2 | Grace Hopper | +12025550143 | 2021-03-15
-- 3 | Alan Turing | +442079460018 | 2021-03-15
-- 4 | Konrad Zuse | null | 2021-03-16
-- 5 | O'Neil Cathy | null | null
-- endregion
