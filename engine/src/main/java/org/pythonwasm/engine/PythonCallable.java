package org.pythonwasm.engine;

import java.util.List;
import java.util.Map;

/**
 * A Java function for Python with positional and keyword arguments. Bound like any value, by
 * {@link PythonInterpreter#set(String, Object)} or as an argument. Without keywords, any functional interface suffices:
 * {@code java.util.function.Function}, {@code Supplier}, {@code Callable}, one of the application, or a class of the
 * application that implements exactly one functional interface.
 *
 * <p>Called by the thread that runs the script, which waits for it. It may use the interpreter itself; such calls nest
 * up to 32 levels deep. Its exceptions are raised in Python as {@code python_wasm.JavaError}, which shows their class
 * and message; if no Python code catches that, it is the cause of the caller's {@link PythonException}.
 */
@FunctionalInterface
public interface PythonCallable {
    /**
     * @param arguments the positional arguments, as Java values
     * @param keywords the keyword arguments by name, in the order of the call
     * @return a value that has a counterpart in Python
     */
    Object call(List<Object> arguments, Map<String, Object> keywords) throws Exception;
}
