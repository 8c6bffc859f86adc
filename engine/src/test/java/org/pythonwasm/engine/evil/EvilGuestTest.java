package org.pythonwasm.engine.evil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Each hostile program is refused as its file says, and the next interpreter of its pool is as good as new. Several at a time:
 * most of them wait for a deadline.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EvilGuestTest {
    private static final long LONG_MILLIS = 500;
    /** Whether a program took long. */
    private static final Map<String, Boolean> SLOW = new ConcurrentHashMap<>();

    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private static EvilPools pools;

    @BeforeAll
    static void open() {
        pools = new EvilPools();
    }

    @AfterAll
    static void close() {
        THREADS.shutdown();
        assertEquals(0, pools.lent());
        pools.close();
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> every_hostile_program_is_refused() {
        return tests(EvilProgram.all(), program -> {
            var trial = EvilTrial.run(program, pools);
            SLOW.put(program.name(), trial.millis() >= LONG_MILLIS);
            return trial;
        });
    }

    /** All programs that end soon, and every eighth of those that wait for a deadline; of these, too, all with {@code -Devil.woken=1}. */
    @TestFactory
    @Order(2)
    Stream<DynamicTest> hostile_programs_are_refused_in_an_interpreter_that_has_slept() {
        int step = Integer.getInteger("evil.woken", 8);
        var slow = new AtomicInteger();
        var programs = EvilProgram.all().stream()
                .filter(program -> !SLOW.getOrDefault(program.name(), false) || slow.getAndIncrement() % step == 0)
                .toList();
        return tests(programs, program -> EvilTrial.runWoken(program, pools));
    }

    /** What becomes of a program. */
    private interface Trial {
        EvilTrial of(EvilProgram program) throws InterruptedException;
    }

    private static Stream<DynamicTest> tests(List<EvilProgram> programs, Trial trial) {
        var trials = new LinkedHashMap<EvilProgram, Future<EvilTrial>>();
        programs.forEach(program -> trials.put(program, THREADS.submit(() -> trial.of(program))));
        return trials.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().name(), () -> {
                    var done = entry.getValue().get();
                    assertTrue(
                            done.isAsExpected(),
                            () -> "expected " + entry.getKey().expected() + ", got " + done.outcome());
                }));
    }

    @Test
    void there_are_programs_of_every_kind_with_what_is_expected_of_them() {
        var programs = EvilProgram.all();
        assertTrue(programs.size() >= 150, programs.size() + " programs");
        assertTrue(programs.stream().map(EvilProgram::category).distinct().count() >= 12);
        programs.forEach(program ->
                assertTrue(!program.expected().isEmpty() && !program.category().isEmpty(), program.name()));
    }
}
