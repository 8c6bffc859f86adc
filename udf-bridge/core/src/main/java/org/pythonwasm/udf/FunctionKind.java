package org.pythonwasm.udf;

/** What a function answers, per SQL:2016 and its common extensions. */
public enum FunctionKind {
    /** One value a row. */
    SCALAR,
    /** {@code RETURNS TABLE}: rows. */
    TABLE,
    /** {@code CREATE AGGREGATE FUNCTION}: one value a group. */
    AGGREGATE
}
