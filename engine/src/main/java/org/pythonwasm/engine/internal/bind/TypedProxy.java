package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.InvocationHandler;

/** The object behind an interface that Python implements. */
interface TypedProxy extends InvocationHandler {
    /** Returns the same with type arguments: the results of a {@code Supplier<Long>} are Longs. */
    Object withTypes(Target generic);
}
