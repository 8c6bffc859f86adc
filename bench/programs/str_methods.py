"""What functions over text columns do: split, strip, replace, find, case, tests, translate."""

ROWS = [
    u"  Customer#%05d|Main Street %d|%s|2024-%02d-%02d|%d.%02d  "
    % (i, i * 7 % 300, (u"BUILDING", u"Machinery", u"household")[i % 3], i % 12 + 1, i % 28 + 1, i * 13 % 9000, i % 100)
    for i in range(250)
]
VOWELS = {ord(u"a"): u"4", ord(u"e"): u"3", ord(u"o"): u"0"}


def row(text):
    fields = text.strip().split(u"|")
    name, street, segment, date, price = fields
    total = len(name.replace(u"#", u"-").lower()) + street.find(u"5") + segment.count(u"I")
    total += len(segment.title()) + len(segment.upper().swapcase()) + text.rfind(u"|")
    total += int(date.split(u"-")[1]) + len(price.partition(u".")[2]) + len(date.rsplit(u"-", 1)[0])
    total += name.startswith(u"Customer") + price.endswith(u"0") + street.isdigit() + date[:4].isdigit()
    total += len(street.zfill(20)) + len(segment.center(15, u"*").lstrip(u"*")) + len(name.translate(VOWELS))
    total += len(text.splitlines()) + len(u" ".join(street.split())) + (u"Street" in text)
    return total + len(name.encode("utf-8").decode("utf-8"))


def run():
    total = 0
    for _ in range(20):
        for text in ROWS:
            total += row(text)
    return total
