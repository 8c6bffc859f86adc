"""Texts put together: +=, join, StringIO, slices, reversal."""
import io

WORDS = [u"word%d" % (i % 97) for i in range(2000)]


def by_addition():
    text = u""
    for word in WORDS:
        text += word
        text += u" "
    return len(text)


def by_join():
    return len(u", ".join([word + u";" for word in WORDS]))


def by_buffer():
    buffer = io.StringIO()
    for word in WORDS:
        buffer.write(word)
        buffer.write(u"\n")
    return len(buffer.getvalue())


def by_character():
    text = u"the quick brown fox jumps over the lazy dog " * 40
    turned = u"".join(chr_of(c) for c in text)
    return sum(ord(c) for c in turned[::-1][::3])


def chr_of(character):
    return u"x" if character == u" " else character


def run():
    total = 0
    for _ in range(30):
        total += by_addition() + by_join() + by_buffer() + by_character()
    return total
