"""Regular expressions of several kinds: log lines, tokens, substitution, alternation, backtracking, split."""
import re

LOG = "\n".join(
    "192.168.%d.%d - - [%02d/Oct/2024:13:%02d:36 +0000] \"GET /page/%d?id=%d HTTP/1.1\" %d %d"
    % (i % 256, i * 7 % 256, i % 28 + 1, i % 60, i % 40, i, (200, 404, 500)[i % 3], i * 31)
    for i in range(120)
)
SOURCE = "total = price * (quantity + 12.5) / 3 - discounts['summer'] # a comment\n" * 12
PROSE = "The quick brown fox, whose colour was brown, jumped over 13 lazy dogs; the end. " * 25

LINE = re.compile(r'^(\d+\.\d+\.\d+\.\d+) \S+ \S+ \[([^\]]+)\] "(\w+) ([^"\s]+) [^"]*" (\d{3}) (\d+)$', re.M)
TOKEN = re.compile(r"(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<text>'[^']*')|(?P<op>[-+*/=()\[\]])|#.*")
WORD = re.compile(r"\b\w+ow?n\b", re.I)
ALTERNATIVES = re.compile(r"(?:fox|dogs?|colou?r|lazy|brown)")
DOUBLED = re.compile(r"(\w)\1")
LOOK = re.compile(r"\w+(?=,)|(?<=; )\w+")
LAZY = re.compile(r"T.*?end\.")
SPACES = re.compile(r"[\s,;.]+")


def lines():
    return sum(int(m.group(6)) for m in LINE.finditer(LOG) if m.group(5) == "404")


def tokens():
    counts = {}
    for match in TOKEN.finditer(SOURCE):
        counts[match.lastgroup] = counts.get(match.lastgroup, 0) + 1
    return counts["number"] * 1000 + counts["name"] * 100 + counts["op"]


def prose():
    total = len(WORD.findall(PROSE)) + len(ALTERNATIVES.sub("<word>", PROSE)) + len(DOUBLED.findall(PROSE))
    total += len(LOOK.findall(PROSE)) + len(LAZY.findall(PROSE)) + len(SPACES.split(PROSE))
    return total + len(re.sub(r"(\w+) (\w+)", r"\2 \1", PROSE))


def run():
    total = 0
    for _ in range(20):
        total += lines() + tokens() + prose()
    return total
