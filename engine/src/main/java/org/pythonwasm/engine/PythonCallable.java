package org.pythonwasm.engine;

import java.util.List;
import java.util.Map;

/**
 * A Java function for Python with positional and keyword arguments. Bound like any value, by
 * {@link PythonInterpreter#set(String, Object)} or as an argument. Where keywords are not needed, any functional interface
 * does: {@code java.util.function.Function}, {@code Supplier}, {@code Callable}, one of the application, also as the only
 * functional interface that a class of the application implements.
 *
 * <p>Called by the thread that runs the script, which waits for it. It may use the interpreter itself; such calls nest up to
 * 32 levels deep. What it throws is raised in Python as {@code python_wasm.JavaError}, which shows its class and message;
 * where no Python code catches that, it is the cause of the {@link PythonException} that the caller gets.
 */
@FunctionalInterface
public interface PythonCallable {
    /**
     * @param arguments the positional arguments, as Java values
     * @param keywords the keyword arguments by name, in the order of the call
     * @return a value that Python has a counterpart for
     */
    Object call(List<Object> arguments, Map<String, Object> keywords) throws Exception;
}
