package org.pythonwasm.udf.internal.call;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.internal.session.FunctionPackages;
import org.pythonwasm.udf.internal.session.SessionRuntimes;

/**
 * The state in which the body of a function leaves Python, before the first row: kept once, so that the interpreters of all sessions
 * start from it. It goes with its function. Sessions that need it at the same moment run the body each, and do not wait. Thread-safe.
 *
 * <p>It is not the state of the interpreter in which CREATE checked the body: a database that was opened again knows the text only, so
 * the body has to run here in any case, and of a thousand functions that a script creates few may be called in the same JVM. An image
 * takes 40 KB and a look at all of the memory.
 */
final class FunctionImage {
    private final CheckedFunction checked;
    /** By the Python that ran the body; empty where each interpreter has to run it. */
    private final Map<PythonRuntime, Optional<PythonRuntime>> states = Collections.synchronizedMap(new WeakHashMap<>());

    FunctionImage(CheckedFunction checked) {
        this.checked = checked;
    }

    /**
     * Opens an interpreter that has run the body, with the limits of calls.
     *
     * @throws org.pythonwasm.engine.PythonPackageException if the function's packages are not there any more
     */
    PythonInterpreter open(Object session) {
        var definition = checked.definition();
        var runtime = FunctionPackages.of(
                        definition.options().packages(), definition.body(), checked.imports(), session)
                .runtime(session);
        var state = states.get(runtime);
        return state != null && state.isPresent() ? start(state.get()) : run(runtime, state == null);
    }

    private PythonInterpreter start(PythonRuntime state) {
        return SessionRuntimes.open(state, checked.definition().options().limits());
    }

    @SuppressWarnings("try") // the watch is there to be closed
    private PythonInterpreter run(PythonRuntime runtime, boolean first) {
        var options = checked.definition().options();
        var python = SessionRuntimes.open(runtime, options.limitsOfBody());
        try (var watch = Cancellation.watch(python)) {
            python.exec(checked.definition().body(), checked.fileName());
            if (first && options.image()) {
                var state = runtime.startingFrom(python);
                states.putIfAbsent(runtime, state);
                if (state.isPresent()) {
                    // The session starts like all others, and the image holds nothing of its interpreter.
                    python.close();
                    return start(state.get());
                }
            }
            python.setLimits(options.limits());
            return python;
        } catch (RuntimeException | Error e) {
            python.close();
            throw e;
        }
    }
}
