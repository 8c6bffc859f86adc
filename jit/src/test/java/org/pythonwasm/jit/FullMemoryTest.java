package org.pythonwasm.jit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the memory is full, compiled code that makes more numbers than are put by ends as interpreted code does: with MemoryError, or
 * well if its own end has given back enough. Without guards that fail at random (pom.xml), which would end it earlier.
 */
class FullMemoryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local variables: exec(lines('v%d = x * 1.5', 'x * 1.5'))",
                "ints: exec(lines('v%d = n * 3_000_000_019 + %d', 'n'))",
                "attributes: exec(lines('o.v%d = x * 1.5', 'o.v0'))",
                "items: exec(lines('items[%d] = x * 1.5', 'items[0]'))",
                "appended: exec(lines('add.append(x * 1.5)', 'len(add)'))",
                "appended in branches: exec(lines('add.append(x * 1.5) if x > 1 else add.append(x * 2.5)', 'len(add)'))",
                "arguments: exec(lines('take(x * 1.5)', 'x'))",
                "tuples: exec(lines('v%d = (x * 1.5, x * 2.5)', 'x'))",
                "operators: exec(lines('v%d = number + x * 1.5', 'x'))",
                "returned: f = deep",
                "yielded: f = yielding",
            })
    void numbers_without_memory_are_a_memory_error(String code) {
        try (var python = Interpreters.compiled()) {
            python.setLimits(Interpreters.LIMITS.withMemoryBytes(40 << 20));
            python.exec("""
                    class Object:
                        pass

                    class Number:
                        def __add__(self, other):
                            return other * 2.5

                    o, number, items, add = Object(), Number(), [None] * 300, []

                    def lines(line, result):
                        body = ["  " + line.replace("%d", str(i)) for i in range(300)]
                        return "\\n".join(["def f(x, n):", *body, "  return " + result])

                    def take(x):
                        return x

                    def deep(x, n, depth=200):
                        return deep(x, n, depth - 1) + x * 1.5 if depth else exhaust(x) or x

                    def yields(x, depth):
                        if depth:
                            for y in yields(x, depth - 1):
                                yield y * 1.5
                        else:
                            yield exhaust(x) or x

                    def yielding(x, n):
                        return sum(yields(x, 60))

                    kept = None
                    wanted = False
                    places = [None] * 100_000
                    empty = places[:]
                    indices = [*range(len(places))]
                    multiply = float.__mul__
                    makers = (int.__add__, 1 << 40), (multiply, 2.5)

                    def exhaust(x):
                        global kept
                        if not wanted:
                            return
                        try:
                            while True:
                                kept = (kept, multiply(x, 2.5))
                        except MemoryError:
                            pass
                        # Blocks of other sizes are left, some of which are for numbers.
                        for make, value in makers:
                            try:
                                for at in indices:
                                    if places[at] is None:
                                        places[at] = make(value, value)
                            except MemoryError:
                                pass
                    """);
            python.exec(code.substring(code.indexOf(": ") + 2));
            Object outcomes = python.eval("""
                    def outcome(full):
                        global kept, wanted
                        wanted = full
                        # A list with room for 400 more, and nothing of the call before.
                        add[:] = [None] * 1_000
                        del add[600:]
                        items[:] = [None] * 300
                        o.__dict__.clear()
                        try:
                            exhaust(2.0)
                            f(2.0, 1 << 45)
                            return "done"
                        except MemoryError:
                            return "MemoryError"
                        finally:
                            kept = None
                            places[:] = empty

                    def outcomes():
                        for _ in range(150):
                            before = outcome(False)
                        full = [outcome(True) for _ in range(3)]
                        for _ in range(150):
                            after = outcome(False)
                        return [before, *full, after]

                    repr(outcomes())
                    """);
            assertTrue(
                    outcomes.toString().matches("\\['done', ('MemoryError', |'done', ){3}'done'\\]")
                            && outcomes.toString().contains("MemoryError"),
                    () -> code + ": " + outcomes);
        }
    }
}
