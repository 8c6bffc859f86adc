"""Dictionaries and sets: word counts, grouping, look-ups, removal, merging."""

WORDS = ["w%d" % (i * i % 1009) for i in range(6000)]


def count_words():
    counts = {}
    for word in WORDS:
        counts[word] = counts.get(word, 0) + 1
    return counts


def group_by_length(counts):
    groups = {}
    for word, count in counts.items():
        groups.setdefault(len(word), []).append(count)
    return sum(size * len(group) * sum(group) for size, group in groups.items())


def numbers():
    squares = {i: i * i for i in range(8000)}
    for i in range(0, 8000, 3):
        del squares[i]
    return sum(squares.get(i, -1) for i in range(8000)) + len(squares)


def sets():
    evens = set(range(0, 4000, 2))
    threes = set(range(0, 4000, 3))
    return len(evens & threes) + len(evens | threes) + len(evens - threes) + (1200 in evens)


def merged():
    total = 0
    for i in range(900):
        settings = dict(name="n", size=i, colour="red")
        settings.update({"size": i + 1, (i, "key"): i})
        total += settings["size"] + settings[(i, "key")] + len(settings)
    return total


def run():
    total = 0
    for _ in range(8):
        counts = count_words()
        total += len(counts) + group_by_length(counts) + numbers() + sets() + merged()
    return total
