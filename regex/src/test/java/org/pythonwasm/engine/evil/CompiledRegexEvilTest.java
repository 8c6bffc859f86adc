package org.pythonwasm.engine.evil;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.machine.memory.Regexes;

/** The hostile programs that use regular expressions end as before where each pattern is compiled at its first use. */
class CompiledRegexEvilTest {
    private static EvilPools pools;

    /** The property is the build's: it holds before the first runtime. What the first pattern of a JVM costs is no program's. */
    @BeforeAll
    static void open() {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("import re\nassert re.match('(a|b)+c', 'abac')");
        }
        assertTrue(Regexes.prepared() > 0);
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
