# expected: harmless: 9999-12-31
from datetime import date
date.max
