package org.pythonwasm.udf;

/** The treatment of NULL arguments (SQL:2016, 11.60, null-call clause). */
public enum NullPolicy {
    /**
     * The statement has no clause: a parameter whose Python hint does not admit {@code None} ({@code x: int}) makes the
     * result NULL without a call; any other ({@code x: int | None}, no hint) receives {@code None}.
     */
    FROM_HINTS(""),
    /** {@code RETURNS NULL ON NULL INPUT} or {@code STRICT}: any NULL makes the result NULL without a call. */
    RETURNS_NULL("RETURNS NULL ON NULL INPUT"),
    /** {@code CALLED ON NULL INPUT}: every NULL arrives as {@code None}. */
    CALLED("CALLED ON NULL INPUT");

    private final String sql;

    NullPolicy(String sql) {
        this.sql = sql;
    }

    /** Returns the clause of the statement; empty for {@link #FROM_HINTS}. */
    public String sql() {
        return sql;
    }
}
