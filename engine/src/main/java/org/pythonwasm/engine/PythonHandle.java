package org.pythonwasm.engine;

/**
 * A Python object that has no Java value (a function, a class, a generator …): it stays alive in its interpreter, where it
 * can be passed back as an argument or called by {@link PythonInterpreter#call(PythonHandle, Object...)}. Valid until that
 * interpreter is reset or closed.
 *
 * @param id its number in the interpreter
 * @param typeName name of its Python type
 * @param text its {@code repr()}, of at most 1,000 characters
 * @param callable whether Python can call it
 */
public record PythonHandle(int id, String typeName, String text, boolean callable) {
    @Override
    public String toString() {
        return text;
    }
}
