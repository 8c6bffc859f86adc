package org.pythonwasm.udf.spark.value;

import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * A partial function of Scala that changes some of Spark's expressions or plans. Subclasses say which and to what.
 *
 * @param <T> what is changed, and what it is changed to
 */
public abstract class Rewrite<T> extends AbstractPartialFunction<T, T> {

    /** @param before which {@link #isDefinedAt} was true of */
    protected abstract T change(T before);

    @Override
    @SuppressWarnings("unchecked") // Scala's type is: B or any type above T
    public final <A extends T, B> B applyOrElse(A before, Function1<A, B> otherwise) {
        return isDefinedAt(before) ? (B) change(before) : otherwise.apply(before);
    }
}
