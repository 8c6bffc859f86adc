package org.pythonwasm.cpython;

import java.util.Locale;

/** What became of a test case. */
enum Outcome {
    PASS,
    /** An assertion did not hold. */
    FAIL,
    /** An exception that the test did not expect. */
    ERROR,
    SKIP,
    /** It took the whole interpreter with it. */
    DIED;

    static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
