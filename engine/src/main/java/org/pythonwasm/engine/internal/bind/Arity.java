package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;

/** How many arguments a Python callable takes, as far as its code says; only a function written in Python has code. */
final class Arity {
    private static final int VARIABLE = 4;

    private Arity() {}

    /** Whether the callable, or the object's method of that name, may take the parameters of a method of Java. */
    static boolean takes(PythonHandle handle, Method method) {
        int count = method.getParameterCount();
        if (handle.isCallable()) {
            return takes(handle, count);
        }
        Optional<Object> own = attribute(handle, method.getName());
        if (own.orElse(null) instanceof PythonHandle function) {
            try (function) {
                return takes(function, count);
            }
        }
        return own.isPresent();
    }

    private static boolean takes(PythonHandle function, int count) {
        if (!(attribute(function, "__code__").orElse(null) instanceof PythonHandle code)) {
            return true;
        }
        try (code) {
            if (code.get("co_argcount") instanceof Integer parameters
                    && code.get("co_flags") instanceof Integer flags) {
                int most = parameters - (function.typeName().equals("method") ? 1 : 0);
                boolean few = count <= most || (flags & VARIABLE) != 0;
                return few && count >= most - defaults(function);
            }
            return true;
        }
    }

    private static int defaults(PythonHandle function) {
        if (!(attribute(function, "__defaults__").orElse(null) instanceof List<?> values)) {
            return 0;
        }
        for (Object value : values) {
            if (value instanceof PythonHandle handle) {
                handle.close();
            }
        }
        return values.size();
    }

    /** Empty if there is none, or None. */
    private static Optional<Object> attribute(PythonHandle handle, String name) {
        try {
            return Optional.ofNullable(handle.get(name));
        } catch (PythonException e) {
            if (e.typeName().equals("AttributeError") || e.typeName().equals("ValueError")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
