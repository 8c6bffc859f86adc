package org.pythonwasm.engine.evil;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The hostile programs that use regular expressions end as before where each pattern is compiled at its first use. */
class CompiledRegexEvilTest {
    private static EvilPools pools;

    /** The property is the build's: it holds before the first runtime. */
    @BeforeAll
    static void open() {
        pools = new EvilPools();
    }

    @AfterAll
    static void close() {
        pools.close();
    }

    @TestFactory
    Stream<DynamicTest> every_hostile_pattern_is_refused() {
        return EvilProgram.all().stream()
                .filter(program -> program.source().contains("import re\n")
                        || program.source().contains("_sre"))
                .map(program -> DynamicTest.dynamicTest(program.name(), () -> {
                    var trial = EvilTrial.run(program, pools);
                    assertTrue(
                            trial.isAsExpected(), () -> "expected " + program.expected() + ", got " + trial.outcome());
                }));
    }
}
