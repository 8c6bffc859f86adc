package org.pythonwasm.engine.evil;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;

/**
 * What became of a hostile program.
 *
 * @param outcome in the words of {@link EvilProgram#expected()}; begins with {@code SURVIVED} where the host was harmed: it
 *     got an exception that is none of the engine's, the call did not end, or the next interpreter was wrong
 */
record EvilTrial(EvilProgram program, String outcome, long millis) {
    /** Far more than any deadline and its grace. */
    static final long PATIENCE_SECONDS = 90;

    private static final String CHECK = """
            import json, re, sys, os
            files = os.listdir('/tmp') if os.path.isdir('/tmp') else None
            [json.loads('[1, 2]'), re.sub('a', 'b', 'aXa'), sum(range(10)), sorted('cab'), str(1 / 3), dict(os.environ),
             sorted(sys.modules), sys.getrecursionlimit(), sorted(globals()), sys.path, files]
            """;

    /** Runs it on a loan of its pool and looks at the next loan. */
    static EvilTrial run(EvilProgram program, EvilPools pools) throws InterruptedException {
        return run(program, pools, false);
    }

    /** As above, after the interpreter has slept. */
    static EvilTrial runWoken(EvilProgram program, EvilPools pools) throws InterruptedException {
        return run(program, pools, true);
    }

    private static EvilTrial run(EvilProgram program, EvilPools pools, boolean woken) throws InterruptedException {
        InterpreterPool pool = pools.of(program);
        long start = System.nanoTime();
        var task = new FutureTask<>(() -> outcome(program, pool, woken));
        var thread = new Thread(null, task, "evil " + program.name(), program.stackBytes());
        thread.setDaemon(true);
        thread.start();
        String outcome;
        try {
            outcome = task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            outcome = "SURVIVED: the call did not end";
        } catch (ExecutionException e) {
            outcome = "SURVIVED: the host got " + e.getCause();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (!outcome.startsWith("SURVIVED") && !pools.fresh(program, CHECK).equals(next(pool))) {
            outcome = "SURVIVED: the next interpreter is wrong";
        }
        return new EvilTrial(program, outcome, millis);
    }

    private static String outcome(EvilProgram program, InterpreterPool pool, boolean woken)
            throws InterruptedException {
        try (var loan = pool.borrow()) {
            var python = loan.interpreter();
            if (woken) {
                sleep(python);
            }
            python.setLimits(program.limits());
            if (program.category().equals("objects")) {
                python.set("host", new EvilHost());
            }
            return "harmless: " + text(python.eval(program.source(), program.name() + ".py"));
        } catch (PythonException e) {
            return e.typeName();
        } catch (GuestDiedException e) {
            return "dies " + e.reason();
        }
    }

    /** It may fall asleep by itself, and is awake after a call. */
    private static void sleep(PythonInterpreter python) {
        for (int i = 0; i < 10; i++) {
            python.eval("True");
            if (python.sleep()) {
                return;
            }
        }
        throw new IllegalStateException("an interpreter that nobody uses did not fall asleep");
    }

    /** Java's collections print themselves by recursion. */
    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (StackOverflowError e) {
            return "nested too deeply to print";
        }
    }

    private static Object next(InterpreterPool pool) throws InterruptedException {
        try (var loan = pool.borrow()) {
            return loan.interpreter().eval(CHECK);
        }
    }

    boolean isAsExpected() {
        return program.expects(outcome);
    }
}
