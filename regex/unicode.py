"""Writes what regular expressions know of Unicode's characters, as ranges, for a CPython of the guest's version.

usage: $(guest/build.sh --native-python) regex/unicode.py > regex/src/main/resources/org/pythonwasm/regex/unicode.txt

A line has a name and numbers in base 36: of a class of characters first and length of each range, of lower and upper first, length,
distance and step of each range of characters whose other case lies at that distance. Firsts are relative to the end of the range before.
"""
import _sre
import re
import string
import sys

DIGITS = string.digits + string.ascii_lowercase


def base36(number):
    sign, number, text = "-" if number < 0 else "", abs(number), ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return sign + text


def ranges(characters):
    found = []
    for character in characters:
        if found and found[-1][0] + found[-1][1] == character:
            found[-1][1] += 1
        else:
            found.append([character, 1])
    return found


def write(name, rows):
    numbers, end = [], 0
    for first, length, *more in rows:
        numbers += [first - end, length, *more]
        end = first + length
    print(name, *map(base36, numbers))


def other_case(change):
    rows = []
    for c in range(sys.maxunicode + 1):
        distance = change(c) - c
        if not distance:
            continue
        if rows and rows[-1][2] == distance and rows[-1][0] + rows[-1][1] == c and rows[-1][3] == 1:
            rows[-1][1] += 1
        elif rows and rows[-1][2] == distance and c - (rows[-1][0] + rows[-1][1]) == 1 and (rows[-1][3] == 2 or rows[-1][1] == 1):
            rows[-1][1] += 2
            rows[-1][3] = 2
        else:
            rows.append([c, 1, distance, 1])
    return rows


everything = [chr(c) for c in range(sys.maxunicode + 1)]
write("digit", ranges(c for c, text in enumerate(everything) if text.isdecimal()))
write("space", ranges(c for c, text in enumerate(everything) if re.match(r"\s", text)))
write("alnum", ranges(c for c, text in enumerate(everything) if text.isalnum()))
write("lower", other_case(_sre.unicode_tolower))
write("upper", other_case(lambda c: ord(everything[c].upper()[0])))
