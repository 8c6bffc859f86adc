package org.pythonwasm.engine.evil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each hostile program is refused as its file says, and the next interpreter of its pool is as good as new. Several at a time:
 * most of them wait for a deadline.
 */
class EvilGuestTest {
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
    Stream<DynamicTest> every_hostile_program_is_refused() {
        var trials = new LinkedHashMap<EvilProgram, Future<EvilTrial>>();
        EvilProgram.all().forEach(program -> trials.put(program, THREADS.submit(() -> EvilTrial.run(program, pools))));
        return trials.keySet().stream()
                .map(program -> DynamicTest.dynamicTest(program.name(), () -> {
                    var trial = trials.get(program).get();
                    assertTrue(
                            trial.isAsExpected(), () -> "expected " + program.expected() + ", got " + trial.outcome());
                }));
    }

    /** Of every eighth program, of all with {@code -Devil.woken=1}. */
    @TestFactory
    Stream<DynamicTest> hostile_programs_are_refused_in_an_interpreter_that_has_slept() {
        int step = Integer.getInteger("evil.woken", 8);
        var programs = EvilProgram.all();
        var trials = new LinkedHashMap<EvilProgram, Future<EvilTrial>>();
        for (int i = 0; i < programs.size(); i += step) {
            var program = programs.get(i);
            trials.put(program, THREADS.submit(() -> EvilTrial.runWoken(program, pools)));
        }
        return trials.keySet().stream()
                .map(program -> DynamicTest.dynamicTest(program.name(), () -> {
                    var trial = trials.get(program).get();
                    assertTrue(
                            trial.isAsExpected(), () -> "expected " + program.expected() + ", got " + trial.outcome());
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
