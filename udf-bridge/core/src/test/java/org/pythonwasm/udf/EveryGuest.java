package org.pythonwasm.udf;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests that the default build runs in every {@link Guest}, for what crosses the border to Python; the others run in the
 * built-in one there, and in every one with {@code -Pall-guests}. A foreign guest takes half a second to start, for each function.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryGuest {}
