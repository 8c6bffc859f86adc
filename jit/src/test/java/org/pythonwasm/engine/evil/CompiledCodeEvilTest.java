package org.pythonwasm.engine.evil;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.machine.code.CodeTable;

/** Hostile programs end as before where all code is compiled at its first use: those about code. */
class CompiledCodeEvilTest {
    private static final Set<String> CATEGORIES = Set.of("bytecode", "compiled");

    private static EvilPools pools;

    /** The properties are the build's. What the first code of a JVM costs is no program's. */
    @BeforeAll
    static void open() {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("import re\nassert re.match('(a|b)+c', 'abac')");
            // What describes an exception is compiled, too: else in the second that a program has after its limit.
            assertThrows(
                    PythonException.class, () -> python.exec("def fail(): raise ValueError('x')\nfail()", "fail.py"));
        }
        assertTrue(CodeTable.compiled() > 0);
        pools = new EvilPools();
    }

    @AfterAll
    static void close() {
        pools.close();
    }

    @TestFactory
    Stream<DynamicTest> every_hostile_program_is_refused() {
        return EvilProgram.all().stream()
                .filter(program -> CATEGORIES.contains(program.category()))
                .map(program -> DynamicTest.dynamicTest(program.name(), () -> {
                    var trial = EvilTrial.run(program, pools);
                    assertTrue(
                            trial.isAsExpected(), () -> "expected " + program.expected() + ", got " + trial.outcome());
                }));
    }
}
