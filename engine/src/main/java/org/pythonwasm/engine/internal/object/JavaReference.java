package org.pythonwasm.engine.internal.object;

import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.internal.bind.JavaFunction;

/** A Java object that Python knows by number. */
public final class JavaReference {
    private final Object target;
    private final JavaType type;
    private final JavaFunction function;

    public JavaReference(Object target, JavaType type) {
        this.target = target;
        this.type = type;
        this.function = JavaFunction.of(target);
    }

    public Object target() {
        return target;
    }

    public JavaType type() {
        return type;
    }

    /**
     * Does what Python asks of the object.
     *
     * @param member a method, or a special method of Python's; null to call the object itself
     */
    public Object call(String member, List<Object> arguments, Map<String, Object> keywords) throws Throwable {
        if (member == null) {
            return function.call(arguments, keywords);
        }
        if (target instanceof Chunks chunks && member.equals("__next__")) {
            return chunks.next();
        }
        return type.perform(target, member, arguments);
    }
}
