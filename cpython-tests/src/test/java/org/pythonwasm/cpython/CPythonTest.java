package org.pythonwasm.cpython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * CPython's own regression tests, inside the engine. A case counts when a native CPython of the same version passes it;
 * it must then pass here too, unless expected-failures.txt says why it cannot.
 */
class CPythonTest {
    private static final double LEAST_RATE = 99;
    private static final int PARALLEL = 2;
    /** Recursion through C code takes from the Java stack, and some cases want as much of it as a main thread has. */
    private static final long STACK_BYTES = 16L << 20;
    /** What did not pass, expected or not, a file for each module. */
    private static final Path FAILURES =
            Path.of(System.getProperty("cpython-tests.work")).resolveSibling("failures");

    private static final ExpectedFailures EXPECTED = new ExpectedFailures(Resources.lines("expected-failures.txt"));
    private static final boolean ALL = Boolean.getBoolean("cpython-tests.all");
    private static final List<String> CHOSEN = Stream.of(
                    System.getProperty("cpython-tests.modules", "").split(","))
            .filter(name -> !name.isEmpty())
            .toList();

    private static TestLibrary library;
    private static LibrarySources sources;
    private static NativeRun natively;
    private static ExecutorService threads;

    @BeforeAll
    static void asks_the_guest_build_for_the_tests() throws IOException, InterruptedException {
        if (System.getProperty("python-wasm.guest") != null) {
            String reason = "CPython's own tests are skipped: -Dpython-wasm.guest hands in a guest without its sources";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        library = GuestBuild.testLibrary();
        sources = GuestBuild.librarySources();
        natively = new NativeRun(GuestBuild.nativePython(), library, Path.of(System.getProperty("cpython-tests.work")));
        threads = Executors.newFixedThreadPool(PARALLEL, work -> new Thread(null, work, "cpython", STACK_BYTES));
    }

    @AfterAll
    static void ends_the_threads() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @TestFactory
    Stream<DynamicNode> what_native_python_passes_passes_here() {
        var runs = modules()
                .map(module -> new Run(module, threads.submit(reportOf(module))))
                .toList();
        var reports = new ArrayList<ModuleReport>();
        Stream<DynamicNode> modules = runs.stream()
                .map(run -> dynamicContainer(run.module().name(), Stream.of(run).flatMap(it -> it.tests(reports))));
        return Stream.concat(
                modules,
                Stream.of(
                        dynamicTest("every expected failure is a case", CPythonTest::checkExpectedFailures),
                        dynamicTest("at least " + LEAST_RATE + " % pass", () -> checkRate(new Summary(reports)))));
    }

    /** Those of the default build, all, or those that {@code -Dcpython-tests.modules} names. */
    private static Stream<TestModule> modules() {
        var lines = ALL || !CHOSEN.isEmpty()
                ? Stream.concat(Resources.lines("modules.txt"), Resources.lines("more-modules.txt"))
                : Resources.lines("modules.txt");
        return lines.map(TestModule::parse).filter(module -> CHOSEN.isEmpty() || CHOSEN.contains(module.name()));
    }

    private static void checkExpectedFailures() {
        Assumptions.assumeTrue(ALL && CHOSEN.isEmpty(), "not all modules ran");
        assertEquals(List.of(), EXPECTED.unused());
    }

    private static Callable<ModuleReport> reportOf(TestModule module) {
        return () -> {
            var outcomes = natively.of(module);
            long start = System.nanoTime();
            var results = GuestRun.of(module, library.archive(module), sources);
            var report = ModuleReport.of(module, outcomes, results, Duration.ofNanos(System.nanoTime() - start));
            Files.writeString(Files.createDirectories(FAILURES).resolve(module.name() + ".txt"), report.failures());
            return report;
        };
    }

    private record Run(TestModule module, Future<ModuleReport> report) {
        Stream<DynamicNode> tests(List<ModuleReport> reports) {
            try {
                reports.add(report.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(module.name() + " could not be run", e);
            }
            return reports.get(reports.size() - 1).counted().stream()
                    .map(result -> dynamicTest(result.name(), () -> check(result)));
        }
    }

    private static void check(CaseResult result) {
        var reason = EXPECTED.reason(result.name());
        if (result.outcome() == Outcome.PASS) {
            reason.ifPresent(text -> fail(result.name() + " passes: remove it from expected-failures.txt, " + text));
        } else if (reason.isEmpty()) {
            fail(result.name() + " passes natively, here: " + result.outcome() + "\n" + result.detail());
        }
    }

    private static void checkRate(Summary summary) {
        System.out.println(summary);
        Assumptions.assumeTrue(CHOSEN.isEmpty(), "the rate is one of all modules");
        assertTrue(summary.rate() >= LEAST_RATE, summary::toString);
    }
}
