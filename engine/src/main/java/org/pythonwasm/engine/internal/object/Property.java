package org.pythonwasm.engine.internal.object;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import org.pythonwasm.engine.internal.bind.Coercions;

/**
 * A bean property or a public field.
 *
 * @param getter or null
 * @param setters or null
 * @param field or null; used if there is no method
 */
record Property(String owner, String name, Method getter, Methods setters, Field field) implements Member {
    @Override
    public int kind() {
        return 2;
    }

    boolean isReadable() {
        return getter != null || field != null;
    }

    Object get(Object target) throws Throwable {
        if (getter == null && field == null) {
            throw RaisedInPython.attributeError(owner + "." + name + " can be set, and not read");
        }
        try {
            return getter != null ? getter.invoke(target) : field.get(target);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    void set(Object target, Object value) throws Throwable {
        if (setters != null) {
            setters.invoke(target, Collections.singletonList(value));
        } else if (field != null && !Modifier.isFinal(field.getModifiers())) {
            field.set(target, converted(value));
        } else {
            throw RaisedInPython.attributeError(owner + "." + name + " can be read, and not set");
        }
    }

    private Object converted(Object value) {
        try {
            return Coercions.convert(value, field.getGenericType(), owner + "." + name);
        } catch (ClassCastException e) {
            throw RaisedInPython.typeError(e.getMessage());
        }
    }
}
