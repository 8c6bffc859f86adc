package org.pythonwasm.engine;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * All that the typed classes do with the built-in guest, done with a module that knows nothing of it; but for the tests of very
 * many calls, which take long.
 */
class ModuleSqlTest {
    private static PythonInterpreter python;

    static PythonInterpreter shared() {
        if (python == null || !python.isUsable()) {
            python = Guests.open(Guests.official());
        }
        return python;
    }

    @AfterAll
    static void closeShared() {
        if (python != null) {
            python.close();
            python = null;
        }
    }

    @Nested
    class Functions extends TypedFunctionTest {
        @Override
        PythonInterpreter open() {
            return shared();
        }

        @Override
        void close() {}

        @Override
        void ten_thousand_failing_rows_leave_the_guest_memory_flat() {}
    }

    @Nested
    class Values extends TypedValueTest {
        @Override
        PythonInterpreter open() {
            return shared();
        }

        @Override
        void close() {}
    }

    @Nested
    class Buffered extends BufferedFunctionTest {
        @Override
        PythonInterpreter open() {
            return shared();
        }

        @Override
        void close() {}
    }

    @Nested
    class Vectorized extends VectorizedFunctionTest {
        @Override
        PythonInterpreter open() {
            return shared();
        }

        @Override
        void close() {}
    }

    @Nested
    class Aggregates extends TypedAggregateTest {
        @Override
        PythonInterpreter open() {
            return shared();
        }

        @Override
        void close() {}

        @Override
        void a_million_rows_of_a_hundred_thousand_groups_are_summed_exactly() {}
    }

    @Nested
    class Tables extends TypedTableTest {
        @Override
        PythonInterpreter open() {
            return shared();
        }

        @Override
        void close() {}

        @Override
        void ten_thousand_tables_leave_the_guest_memory_flat() {}
    }
}
