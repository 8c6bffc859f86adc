package org.pythonwasm.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What is kept free of a stack does not depend on what the JVM has compiled: just after a start, the guest needs most. */
class JavaStackTest {
    private static final long STACK_BYTES = 1 << 20;

    @Test
    void the_reserve_is_as_large_when_what_looks_for_it_is_compiled() throws Exception {
        int interpreted = framesOfTheReserve("-Xint");
        int compiled = framesOfTheReserve("-XX:CompileCommand=compileonly,org.pythonwasm.machine.memory.JavaStack::*");

        assertTrue(
                compiled > 0.7 * interpreted,
                compiled + " frames of interpreted code, " + interpreted + " when it is not compiled");
    }

    /** A function of the guest that the compiler gives up on runs interpreted from then on, for all guests of the JVM. */
    @Test
    void a_method_that_looks_at_the_stack_is_compiled_for_good() throws Exception {
        String compilations = run(Looking.class, "-XX:+PrintCompilation", "-XX:-BackgroundCompilation");

        var ofTheMethod = compilations
                .lines()
                .filter(line -> line.contains("Looking::look"))
                .toList();
        assertTrue(ofTheMethod.stream().anyMatch(line -> line.matches(".* 4 +\\S+Looking::look .*")), compilations);
        assertEquals(
                List.of(),
                ofTheMethod.stream().filter(line -> line.contains("SKIPPED")).toList());
    }

    /** Calls it as often as a function of the guest does in some seconds. */
    static final class Looking {
        private static final int UNTIL_COMPILED = 40_000;
        private static int low;

        private Looking() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < UNTIL_COMPILED; i++) {
                look();
            }
        }

        private static void look() {
            low += JavaStack.stack_is_low();
        }
    }

    private static int framesOfTheReserve(String option) throws IOException, InterruptedException {
        return Integer.parseInt(
                run(Reserve.class, "-XX:CompileCommand=quiet", option).trim());
    }

    private static String run(Class<?> main, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** Prints how many frames of its own, which are interpreted, fit where the stack was low for the first time. */
    static final class Reserve {
        private static final int UNTIL_COMPILED = 20_000;
        private static int deepest;

        private Reserve() {}

        public static void main(String[] arguments) throws Exception {
            var task = new FutureTask<>(() -> {
                for (int i = 0; i < UNTIL_COMPILED; i++) {
                    JavaStack.stack_is_low();
                }
                return untilLow(0);
            });
            new Thread(null, task, "reserve", STACK_BYTES).start();
            System.out.println(task.get());
        }

        private static int untilLow(int depth) {
            return JavaStack.stack_is_low() == 0 ? untilLow(depth + 1) : untilFull(depth) - depth;
        }

        private static int untilFull(int depth) {
            try {
                descend(depth);
            } catch (StackOverflowError e) {
                return deepest;
            }
            throw new IllegalStateException("this stack has no end");
        }

        private static void descend(int depth) {
            deepest = depth;
            descend(depth + 1);
        }
    }
}
