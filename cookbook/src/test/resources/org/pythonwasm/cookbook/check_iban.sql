-- region: check-iban
CREATE FUNCTION valid_iban(iban VARCHAR) RETURNS BOOLEAN LANGUAGE PYTHON AS $$
import re
LENGTHS = {'DE': 22, 'GB': 22, 'FR': 27}
def valid_iban(iban: str) -> bool:
    iban = iban.replace(' ', '').upper()
    if not re.fullmatch(r'[A-Z]{2}\d{2}[A-Z0-9]+', iban) or len(iban) != LENGTHS.get(iban[:2], len(iban)):
        return False
    return int(''.join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1
$$;
SELECT owner, valid_iban(iban) AS ok FROM accounts ORDER BY owner;
-- owner | ok
-- Ada | true
-- Bob | true
-- Cleo | false
-- Dan | true
-- Eve | false
-- endregion
