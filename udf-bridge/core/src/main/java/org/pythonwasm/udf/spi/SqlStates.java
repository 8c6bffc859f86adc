package org.pythonwasm.udf.spi;

/** The SQLSTATEs of refused or ended statements (SQL:2016 part 2, table 38; 57014 and 58000 are PostgreSQL's). */
public final class SqlStates {
    /** The statement or the definition is at fault. */
    public static final String DEFINITION = "42000";

    public static final String NOT_SUPPORTED = "0A000";
    /** The statement was cancelled, or a time limit ended it. */
    public static final String CANCELLED = "57014";

    /** What surrounds the database is at fault, such as a system property. */
    public static final String SYSTEM_ERROR = "58000";

    private SqlStates() {}
}
