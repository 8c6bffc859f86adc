package org.pythonwasm.machine.code;

import static org.pythonwasm.machine.code.CodeLayout.*;

import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/**
 * What compiled rows take for granted of a guest, looked at before the first of them and after each that Python did: nothing can change
 * it between rows without Python. Stateless.
 */
public sealed interface RowGuard {
    boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs);

    /** A dictionary has the keys that it had, in the same places. */
    record Keys(int dictionary, int version) implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            return CodeRuntime.dictVersion(dictionary, layout.dictType(), version, guest);
        }
    }

    /** A global is a class that never ends. */
    record Same(int dictionary, int index, int object) implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            return CodeRuntime.dictValue(dictionary, index, guest) == object;
        }
    }

    /** A global is a function in C. */
    record Native(int dictionary, int index, int type, int definition) implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            int value = CodeRuntime.dictValue(dictionary, index, guest);
            return value != 0
                    && CodeRuntime.isType(value, type, guest)
                    && CodeRuntime.get(value + RowLayout.NATIVE_DEFINITION, guest) == definition;
        }
    }

    /** A global is a function in Python, with that code, and with the globals of its caller. */
    record Function(int dictionary, int index, int version, int code, int globals, int builtins, int instrumentation)
            implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            int value = CodeRuntime.dictValue(dictionary, index, guest);
            return value != 0
                    && CodeRuntime.isType(value, layout.functionType(), guest)
                    && CodeRuntime.get(value + FUNCTION_VERSION, guest) == version
                    && CodeRuntime.get(value + FUNCTION_CODE, guest) == code
                    && CodeRuntime.get(value + FUNCTION_GLOBALS, guest) == globals
                    && CodeRuntime.get(value + FUNCTION_BUILTINS, guest) == builtins
                    && CodeRuntime.get(code + CODE_INSTRUMENTATION, guest) == instrumentation;
        }
    }

    /** A global is an int, whose value the rows read. */
    record Whole(int dictionary, int index, int input) implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            int value = CodeRuntime.dictValue(dictionary, index, guest);
            if (value == 0 || !CodeRuntime.isInt(value, layout.longType(), guest)) {
                return false;
            }
            inputs[input] = CodeRuntime.intValue(value, guest);
            return true;
        }
    }

    /** A global is a float, whose value the rows read. */
    record Real(int dictionary, int index, int input) implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            int value = CodeRuntime.dictValue(dictionary, index, guest);
            if (value == 0 || !CodeRuntime.isType(value, layout.floatType(), guest)) {
                return false;
            }
            inputs[input] = (long) LinearMemory.LONG.get(guest.bytes, value + FLOAT_VALUE);
            return true;
        }
    }

    /** A global is a bool, whose value the rows read as 0 or 1. */
    record Truth(int dictionary, int index, int input) implements RowGuard {
        @Override
        public boolean holds(GuestInstance guest, CodeLayout layout, long[] inputs) {
            int value = CodeRuntime.dictValue(dictionary, index, guest);
            inputs[input] = value == layout.trueObject() ? 1 : 0;
            return value == layout.trueObject() || value == layout.falseObject();
        }
    }
}
