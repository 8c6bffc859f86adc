package org.pythonwasm.udf;

/** The kind of a function's result, per SQL:2016 and its common extensions. */
public enum FunctionKind {
    /** One value per row. */
    SCALAR,
    /** {@code RETURNS TABLE}: rows. */
    TABLE,
    /** {@code CREATE AGGREGATE FUNCTION}: one value per group. */
    AGGREGATE
}
