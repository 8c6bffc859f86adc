package org.pythonwasm.regex;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.RegexMatcher;

/** Whatever a guest's memory says for a pattern, its text and its marks: a result, or a trap of that guest. */
class HostileCodeTest {
    private static final int CODE = 4_096;
    private static final int TEXT = 60_000;
    private static final int OUTCOME = 64;
    private static final int MARKS = 128;

    private final Random chance = new Random(7);

    @Test
    void mutated_code_is_refused_or_matches_something() {
        List<int[]> codes = codes();
        int compiled = 0;
        for (int turn = 0; turn < 5_000; turn++) {
            var guest = new GuestInstance(new byte[1 << 17], 2, 0, 1 << 20, memory -> {});
            guest.regexes.compileWith(new SreCompiler(), 1);
            int[] code = mutated(codes.get(chance.nextInt(codes.size())));
            if (runs(guest, code)) {
                compiled++;
            }
        }
        assertTrue(compiled > 500, "only " + compiled + " were compiled");
    }

    /** Those of random patterns, as {@code re} makes them. */
    private static List<int[]> codes() {
        try (var python = Interpreters.interpreted()) {
            python.exec(Interpreters.resource("random_patterns.py"));
            String texts = (String) python.eval("""
                    from re import _compiler, _parser
                    texts = []
                    for seed in range(300):
                        maker = Maker(random.Random(seed))
                        try:
                            parsed = _parser.parse(maker.pattern(3), 0)
                            texts.append(" ".join(str(int(word)) for word in _compiler._code(parsed, 0)))
                        except (re.error, ValueError, OverflowError):
                            pass
                    "\\n".join(texts)
                    """);
            return texts.lines()
                    .map(line -> List.of(line.split(" ")).stream()
                            .mapToInt(Integer::parseUnsignedInt)
                            .toArray())
                    .toList();
        }
    }

    private int[] mutated(int[] code) {
        int[] copy = code.clone();
        for (int i = chance.nextInt(4); i > 0; i--) {
            int[] values = {
                0, 1, chance.nextInt(43), chance.nextInt(300), copy.length, chance.nextInt(), Integer.MAX_VALUE, -1
            };
            copy[chance.nextInt(copy.length)] = values[chance.nextInt(values.length)];
        }
        return copy;
    }

    private boolean runs(GuestInstance guest, int[] code) {
        for (int i = 0; i < code.length; i++) {
            guest.writeInt(CODE + 4 * i, code[i]);
        }
        for (int i = 0; i < 200; i++) {
            guest.bytes[TEXT + i] = (byte) "abAB_1 \n-,é".charAt(chance.nextInt(11));
        }
        int size = 1 << chance.nextInt(3);
        long number = guest.regexes.regex_prepare(CODE, code.length, chance.nextInt(12), size, 1);
        if (number <= 0) {
            return false;
        }
        for (int turn = 0; turn < 4; turn++) {
            boolean nonsense = turn == 3;
            int beginning = nonsense ? chance.nextInt() : TEXT;
            int end = nonsense ? chance.nextInt() : TEXT + size * chance.nextInt(30);
            guest.writeInt(OUTCOME + 16, nonsense ? chance.nextInt() : MARKS);
            guest.writeInt(OUTCOME + 20, nonsense ? chance.nextInt() : 24);
            try {
                int result = guest.regexes.regex_run(
                        number, chance.nextInt(2), beginning, beginning, end, chance.nextInt(4), OUTCOME);
                for (int pauses = 0; result == RegexMatcher.PAUSED; pauses++) {
                    result = guest.regexes.regex_resume(guest.readInt(OUTCOME + 24), pauses < 3 ? 1 : 0, OUTCOME);
                }
                assertTrue(result == 0 || result == 1 || result == -9, "result " + result);
            } catch (GuestTrap | IndexOutOfBoundsException trapped) {
                assertTrue(nonsense, () -> "a trap on a sound text: " + trapped);
            }
        }
        guest.regexes.regex_drop(number);
        return true;
    }

    @Test
    void numbers_that_no_matcher_has_are_unknown() {
        var guest = new GuestInstance(new byte[1 << 16], 1, 0, 1 << 20, memory -> {});
        guest.regexes.compileWith(new SreCompiler(), 1);
        var unknown = new ArrayList<Integer>();
        for (long number : new long[] {0, 1, -1, Long.MAX_VALUE, 1L << 40}) {
            unknown.add(guest.regexes.regex_run(number, 1, 0, 0, 0, 0, OUTCOME));
            guest.regexes.regex_drop(number);
        }
        assertTrue(unknown.stream().allMatch(result -> result == -21), unknown.toString());
    }
}
