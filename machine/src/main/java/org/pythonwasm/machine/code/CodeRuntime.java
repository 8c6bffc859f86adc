package org.pythonwasm.machine.code;

import static org.pythonwasm.machine.code.CodeLayout.*;

import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/**
 * What compiled Python code calls: small methods, which the JVM's compiler inlines. All reach the guest by checked accesses to its
 * array, and by functions of the guest.
 */
public final class CodeRuntime {
    /** For tests: of so many guards one fails that would have held; 0 for none. */
    public static final int CHAOS = Integer.getInteger("python-wasm.jitChaos", 0);

    /** What of {@code eval_breaker} says that something waits; the rest is the version of tracers and monitors. */
    static final int EVENTS = 255;

    private static int seed = 12_345;

    private CodeRuntime() {}

    public static boolean chaos(boolean holds) {
        seed = seed * 1_103_515_245 + 12_345;
        return holds && (seed >>> 8) % CHAOS != 0;
    }

    /**
     * Makes a method longer than what HotSpot's first compiler (C1) takes into its callers, 35 bytes. A body has hundreds of these
     * accesses, each of which is a dozen methods of the JDK; with all of them C1 gives up, and the body runs in the JVM's
     * interpreter until the second compiler (C2) comes to it. That one takes methods in by how often they are called.
     */
    private static final boolean LONGER = Runtime.version().feature() < 17;

    public static int get(int address, GuestInstance guest) {
        if (LONGER) {
            throw new IndexOutOfBoundsException("no int at " + address + " of " + guest.bytes.length);
        }
        return (int) LinearMemory.INT.get(guest.bytes, address);
    }

    public static void put(int address, int value, GuestInstance guest) {
        if (LONGER) {
            throw new IndexOutOfBoundsException("no int at " + address + " of " + guest.bytes.length);
        }
        LinearMemory.INT.set(guest.bytes, address, value);
    }

    public static void putAt(int value, int address, GuestInstance guest) {
        put(address, value, guest);
    }

    public static long pair(int next, int stackPointer) {
        return (long) next << 32 | stackPointer & 0xffffffffL;
    }

    /** Whether a method has ended only because another has the next block. */
    public static boolean goesOn(long result) {
        return (result & 1) != 0 && Integer.compareUnsigned((int) result, LAST_RESULT) > 0;
    }

    // references

    public static void own(int object, GuestInstance guest) {
        int count = get(object, guest);
        if (count != IMMORTAL) {
            put(object, count + 1, guest);
        }
    }

    /** Gives a reference up. Returns as {@link #end}. */
    public static boolean drop(int object, int frame, int instruction, GuestInstance guest) {
        int count = get(object, guest);
        if (count != IMMORTAL) {
            put(object, count - 1, guest);
            return count == 1 && end(object, frame, instruction, guest);
        }
        return false;
    }

    /**
     * An object ends.
     *
     * @return whether code of its end may have changed the locals of the frame, which it reaches by a frame object only, or the
     *     instructions of something: compiled code then leaves what it knows to the interpreter
     */
    static boolean end(int object, int frame, int instruction, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        int type = get(object + TYPE, guest);
        CodeLayout layout = codes.layout;
        codes.functions.pw_end_object(object, frame, instruction, guest);
        if (type == layout.longType() || type == layout.floatType() || type == layout.stringType()) {
            return false;
        }
        boolean changed = codes.changed;
        codes.changed = false;
        return changed || get(frame + FRAME_OBJECT, guest) != 0;
    }

    // numbers

    public static boolean isType(int object, int type, GuestInstance guest) {
        return get(object + TYPE, guest) == type;
    }

    /** What stands for no number where an int is read: no int of two digits is that. */
    public static final long NO_INT = Long.MIN_VALUE;

    /** The value of an int of at most two digits. */
    public static long intOrNone(int object, int type, GuestInstance guest) {
        return isInt(object, type, guest) ? intValue(object, guest) : NO_INT;
    }

    /** An int of at most two digits: 60 bits. */
    public static boolean isInt(int object, int type, GuestInstance guest) {
        return get(object + TYPE, guest) == type && Integer.compareUnsigned(get(object + LONG_TAG, guest), 24) < 0;
    }

    public static long intValue(int object, GuestInstance guest) {
        int tag = get(object + LONG_TAG, guest);
        long value = get(object + LONG_DIGITS, guest) & 0xffffffffL;
        if (tag >= 16) {
            value += (get(object + LONG_DIGITS + 4, guest) & 0xffffffffL) << 30;
        }
        return (1 - (tag & 3)) * value;
    }

    public static double floatValue(int object, GuestInstance guest) {
        return (double) LinearMemory.DOUBLE.get(guest.bytes, object + FLOAT_VALUE);
    }

    public static int boxLong(long value, int zero, GuestInstance guest) {
        return value >= SMALLEST_SMALL && value <= LARGEST_SMALL
                ? zero + INT_BYTES * (int) value
                : CodeTable.of(guest).functions.pw_box_long(value, guest);
    }

    public static int boxDouble(double value, GuestInstance guest) {
        return CodeTable.of(guest).functions.pw_box_double(value, guest);
    }

    public static int boxBoolean(int value, int falseObject, int trueObject) {
        return value != 0 ? trueObject : falseObject;
    }

    /** Puts an owned reference in the place of what a slot holds. */
    public static boolean store(int slot, int object, int frame, int instruction, GuestInstance guest) {
        int old = get(slot, guest);
        put(slot, object, guest);
        return old != 0 && drop(old, frame, instruction, guest);
    }

    /** A float that only the slot refers to is written over: nobody can tell. */
    public static boolean storeDouble(
            int slot, double value, int type, int frame, int instruction, GuestInstance guest) {
        int old = get(slot, guest);
        if (old != 0 && get(old, guest) == 1 && get(old + TYPE, guest) == type) {
            LinearMemory.DOUBLE.set(guest.bytes, old + FLOAT_VALUE, value);
            return false;
        }
        return store(slot, boxDouble(value, guest), frame, instruction, guest);
    }

    /** The same with an int of one digit; small ints are always those of the table. */
    public static boolean storeLong(
            int slot, long value, int type, int zero, int frame, int instruction, GuestInstance guest) {
        int old = get(slot, guest);
        if (old != 0
                && get(old, guest) == 1
                && get(old + TYPE, guest) == type
                && (value < SMALLEST_SMALL || value > LARGEST_SMALL)
                && value < 1 << 30
                && value > -(1 << 30)) {
            put(old + LONG_TAG, 8 | (value < 0 ? 2 : 0), guest);
            put(old + LONG_DIGITS, (int) Math.abs(value), guest);
            return false;
        }
        return store(slot, boxLong(value, zero, guest), frame, instruction, guest);
    }

    public static boolean addFits(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) >= 0;
    }

    public static boolean subtractFits(long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) >= 0;
    }

    public static boolean multiplyFits(long a, long b) {
        return Math.multiplyHigh(a, b) == a * b >> 63;
    }

    public static boolean isPositive(long value) {
        return value > 0;
    }

    public static boolean shiftFits(long a, long b) {
        return b >= 0 && b < 62 && a << b >> b == a;
    }

    public static boolean canShift(long b) {
        return b >= 0;
    }

    public static long shiftRight(long a, long b) {
        return a >> (int) Math.min(b, 63);
    }

    public static boolean isNotLeast(long value) {
        return value != Long.MIN_VALUE;
    }

    /** Both are floats without loss, so that the quotient is rounded once. */
    public static boolean canDivide(long a, long b) {
        return b != 0 && Math.abs(a) <= 1L << 53 && Math.abs(b) <= 1L << 53;
    }

    private static boolean isExact(long value) {
        return Math.abs(value) <= 1L << 53;
    }

    public static boolean isExactDivisor(long value) {
        return value != 0 && isExact(value);
    }

    public static boolean equal(int a, int b) {
        return a == b;
    }

    public static boolean differ(int a, int b) {
        return a != b;
    }

    public static boolean isNotZero(double value) {
        return value != 0;
    }

    public static int truth(long value) {
        return value != 0 ? 1 : 0;
    }

    public static boolean isBool(int object, int falseObject, int trueObject) {
        return object == trueObject || object == falseObject;
    }

    public static int isNotEmpty(int object, GuestInstance guest) {
        return get(object + SIZE, guest) != 0 ? 1 : 0;
    }

    // sequences

    public static boolean has(int sequence, int type, long index, GuestInstance guest) {
        return get(sequence + TYPE, guest) == type && index >= 0 && index < get(sequence + SIZE, guest);
    }

    public static int listPlace(int list, long index, GuestInstance guest) {
        return get(list + LIST_ITEMS, guest) + 4 * (int) index;
    }

    public static int listItem(int list, long index, GuestInstance guest) {
        return get(get(list + LIST_ITEMS, guest) + 4 * (int) index, guest);
    }

    public static int tupleItem(int tuple, long index, GuestInstance guest) {
        return get(tuple + TUPLE_ITEMS + 4 * (int) index, guest);
    }

    public static boolean isSequenceOf(int sequence, int type, int size, GuestInstance guest) {
        return get(sequence + TYPE, guest) == type && get(sequence + SIZE, guest) == size;
    }

    public static boolean rangeHasNext(int iterator, GuestInstance guest) {
        return get(iterator + RANGE_LENGTH, guest) > 0;
    }

    public static long rangeNext(int iterator, GuestInstance guest) {
        int value = get(iterator + RANGE_START, guest);
        put(iterator + RANGE_START, value + get(iterator + RANGE_STEP, guest), guest);
        put(iterator + RANGE_LENGTH, get(iterator + RANGE_LENGTH, guest) - 1, guest);
        return value;
    }

    public static boolean sequenceHasNext(int iterator, GuestInstance guest) {
        int sequence = get(iterator + ITERATOR_SEQUENCE, guest);
        int index = get(iterator + ITERATOR_INDEX, guest);
        return sequence != 0 && index >= 0 && index < get(sequence + SIZE, guest);
    }

    public static int listNext(int iterator, GuestInstance guest) {
        int index = get(iterator + ITERATOR_INDEX, guest);
        int item = listItem(get(iterator + ITERATOR_SEQUENCE, guest), index, guest);
        put(iterator + ITERATOR_INDEX, index + 1, guest);
        own(item, guest);
        return item;
    }

    public static int tupleNext(int iterator, GuestInstance guest) {
        int index = get(iterator + ITERATOR_INDEX, guest);
        int item = tupleItem(get(iterator + ITERATOR_SEQUENCE, guest), index, guest);
        put(iterator + ITERATOR_INDEX, index + 1, guest);
        own(item, guest);
        return item;
    }

    // attributes and names

    public static boolean typeVersion(int object, int version, GuestInstance guest) {
        return get(get(object + TYPE, guest) + TYPE_VERSION, guest) == version;
    }

    public static boolean hasValues(int object, int version, GuestInstance guest) {
        return get(get(object + TYPE, guest) + TYPE_VERSION, guest) == version
                && guest.bytes[object + VALUES_VALID] != 0;
    }

    /** An object whose attributes are in itself, and in no dict. */
    public static boolean hasOnlyValues(int object, int version, GuestInstance guest) {
        return hasValues(object, version, guest) && get(object + MANAGED_DICT, guest) == 0;
    }

    /** The value of an attribute in the object, borrowed; 0 where it is not as the version says, or has none. */
    public static int value(int object, int version, int offset, GuestInstance guest) {
        return hasValues(object, version, guest) ? get(object + offset, guest) : 0;
    }

    public static int ownValue(int object, int version, int offset, GuestInstance guest) {
        return ownIfAny(value(object, version, offset, guest), guest);
    }

    /** The same of an attribute with a slot. */
    public static int slot(int object, int version, int offset, GuestInstance guest) {
        return typeVersion(object, version, guest) ? get(object + offset, guest) : 0;
    }

    public static int ownSlot(int object, int version, int offset, GuestInstance guest) {
        return ownIfAny(slot(object, version, offset, guest), guest);
    }

    private static int ownIfAny(int object, GuestInstance guest) {
        if (object != 0) {
            own(object, guest);
        }
        return object;
    }

    /** A method that objects have of their type, owned; 0 where the type is not as the version says. */
    public static int ownMethod(int object, int version, int function, GuestInstance guest) {
        return typeVersion(object, version, guest) ? ownIfAny(function, guest) : 0;
    }

    /** The same where no attribute of an object itself is of that name. */
    public static int ownMethodOfValues(int object, int version, int keys, int function, GuestInstance guest) {
        return hasValues(object, version, guest) && cachedKeys(object, keys, guest) ? ownIfAny(function, guest) : 0;
    }

    /** What a cell of a local variable holds; 0 for nothing. */
    public static int ownOfCell(int local, GuestInstance guest) {
        return ownIfAny(get(get(local, guest) + CELL_VALUE, guest), guest);
    }

    /** A variable of a module; 0 where the dict has other keys. */
    public static int ownOfModule(
            int module, int moduleType, int dictType, int version, int index, GuestInstance guest) {
        if (get(module + TYPE, guest) != moduleType) {
            return 0;
        }
        int dict = get(module + MODULE_DICT, guest);
        return dict != 0 && dictVersion(dict, dictType, version, guest)
                ? ownIfAny(dictValue(dict, index, guest), guest)
                : 0;
    }

    /** What {@code len} returns of a list, tuple, str or dict; below zero for others. */
    public static int length(int object, int list, int tuple, int string, int dict, GuestInstance guest) {
        int type = get(object + TYPE, guest);
        return type == list || type == tuple || type == string || type == dict ? get(object + SIZE, guest) : -1;
    }

    /** A global variable of a frame; 0 where the dict has other keys. */
    public static int ownGlobal(int frame, int type, int version, int index, GuestInstance guest) {
        int dict = get(frame + FRAME_GLOBALS, guest);
        return dictVersion(dict, type, version, guest) ? ownIfAny(dictValue(dict, index, guest), guest) : 0;
    }

    public static int ownBuiltin(int frame, int type, int globalsVersion, int version, int index, GuestInstance guest) {
        if (!dictVersion(get(frame + FRAME_GLOBALS, guest), type, globalsVersion, guest)) {
            return 0;
        }
        int dict = get(frame + FRAME_BUILTINS, guest);
        return dictVersion(dict, type, version, guest) ? ownIfAny(dictValue(dict, index, guest), guest) : 0;
    }

    /** An item of a list, or 0 where there is none. */
    public static int listItemOrNone(int list, int type, long index, GuestInstance guest) {
        return has(list, type, index, guest) ? listItem(list, index, guest) : 0;
    }

    public static int tupleItemOrNone(int tuple, int type, long index, GuestInstance guest) {
        return has(tuple, type, index, guest) ? tupleItem(tuple, index, guest) : 0;
    }

    /** A value of which the object had none is the last of its values from now on. */
    public static void noteValue(int object, int index, GuestInstance guest) {
        if (get(object + VALUES_FIRST + 4 * index, guest) == 0) {
            addValue(object, index, guest);
        }
    }

    private static void addValue(int object, int index, GuestInstance guest) {
        byte[] bytes = guest.bytes;
        int capacity = bytes[object + VALUES] & 255;
        int size = bytes[object + VALUES_SIZE] & 255;
        bytes[object + VALUES_SIZE] = (byte) (size + 1);
        bytes[object + VALUES_FIRST + 4 * capacity + size] = (byte) index;
    }

    public static boolean cachedKeys(int object, int version, GuestInstance guest) {
        return get(get(get(object + TYPE, guest) + TYPE_CACHED_KEYS, guest) + KEYS_VERSION, guest) == version;
    }

    public static boolean dictVersion(int dict, int type, int version, GuestInstance guest) {
        return get(dict + TYPE, guest) == type && get(get(dict + DICT_KEYS, guest) + KEYS_VERSION, guest) == version;
    }

    public static int dictValue(int dict, int index, GuestInstance guest) {
        int keys = get(dict + DICT_KEYS, guest);
        return get(keys + KEYS_INDICES + (1 << guest.bytes[keys + KEYS_INDEX_BYTES]) + 8 * index + 4, guest);
    }

    // control

    /** Nothing waits to be looked at, and no other instrumentation is in force. */
    public static boolean mayBegin(int thread, int code, GuestInstance guest) {
        return !guest.stop && get(thread + THREAD_BREAKER, guest) == get(code + CODE_INSTRUMENTATION, guest);
    }

    public static boolean mayLoop(int thread, GuestInstance guest) {
        return !guest.stop && (get(thread + THREAD_BREAKER, guest) & 255) == 0;
    }

    public static boolean mayRepeat(GuestInstance guest) {
        return !guest.stop;
    }

    /** Whether it is still the compiled form of its code. */
    public static boolean isCurrent(CompiledCode compiled, GuestInstance guest) {
        return compiled.word != 0;
    }

    /** The guard of an instruction has failed. Marked, so that {@link #drive} does what is between here and the next entry. */
    public static long left(CompiledCode compiled, int unit, int stackPointer, GuestInstance guest) {
        CodeTable.of(guest).left(compiled, unit);
        return pair(compiled.code + CODE_UNITS + 2 * unit, stackPointer | LEFT);
    }

    /** Something waits that the interpreter looks at, which is nobody's fault. */
    public static long paused(CompiledCode compiled, int unit, int stackPointer, GuestInstance guest) {
        return pair(compiled.code + CODE_UNITS + 2 * unit, stackPointer | LEFT);
    }

    /** A bit of a stack pointer. */
    private static final int LEFT = 2;

    /**
     * Runs a compiled form. An instruction that it has left is run as the interpreter would, and those behind it up to the next
     * entry: leaving it for good costs more, and all its callers would have to leave, too.
     */
    static long drive(CompiledCode compiled, int thread, int frame, int stackPointer, int next, GuestInstance guest) {
        int from = next;
        int top = stackPointer;
        for (; ; ) {
            long result = compiled.run(thread, frame, top, from, guest);
            if ((result & LEFT) == 0 || isReason(result)) {
                return result;
            }
            long left = result & ~LEFT;
            result = bridge(compiled, thread, frame, left, guest);
            // What the bridge does not do, such as to hear that the guest must stop, is the interpreter's.
            if (result == left
                    || guest.stop
                    || isReason(result)
                    || !compiled.isEntry((int) (result >>> 32))
                    || compiled.word == 0) {
                return result;
            }
            from = (int) (result >>> 32);
            top = (int) result;
        }
    }

    private static boolean isReason(long result) {
        return Integer.compareUnsigned((int) result, LAST_RESULT) <= 0;
    }

    private static long bridge(CompiledCode compiled, int thread, int frame, long from, GuestInstance guest) {
        long at = from;
        do {
            int next = (int) (at >>> 32);
            if (guest.stop || compiled.word == 0 || isStill(next, INTERPRETER_EXIT, guest)) {
                return at;
            }
            long result = any(thread, frame, (int) at, next, guest.bytes[next + 1] & 255, guest);
            if (isReason(result)) {
                if (!isCalledFrom(frame, guest)) {
                    return result;
                }
                result = called(result, thread, frame, guest);
                if (isReason(result)) {
                    return result;
                }
            }
            if (result == at) {
                return at;
            }
            at = result;
        } while (!compiled.isEntry((int) (at >>> 32)));
        return at;
    }

    /** Whether the frame that is to go on was pushed by another, directly or with one between them. */
    private static boolean isCalledFrom(int frame, GuestInstance guest) {
        int callee = get(CodeTable.of(guest).layout.registers() + REGISTER_FRAME, guest);
        int caller = get(callee + FRAME_PREVIOUS, guest);
        return callee == frame || caller == frame || caller != 0 && get(caller + FRAME_PREVIOUS, guest) == frame;
    }

    /** Whether a specialised instruction is still the one that was compiled. */
    public static boolean isStill(int instruction, int opcode, GuestInstance guest) {
        return (guest.bytes[instruction] & 255) == opcode;
    }

    public static long any(
            int thread, int frame, int stackPointer, int instruction, int argument, GuestInstance guest) {
        return CodeTable.of(guest).functions.pw_any_handler(thread, frame, stackPointer, instruction, argument, guest);
    }

    // calls

    /**
     * Goes on after an instruction that may have pushed a frame: runs that if it is compiled. Returns where the frame goes on,
     * or a reason to leave it.
     */
    public static long called(long result, int thread, int frame, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        int registers = codes.layout.registers();
        if ((int) result != FRAME_CHANGED && (int) result != START_FRAME) {
            return result;
        }
        int callee = get(registers + REGISTER_FRAME, guest);
        if (callee == frame) {
            return (int) result == FRAME_CHANGED ? resumed(registers, guest) : result;
        }
        int code = get(callee, guest);
        CompiledCode compiled = codes.find(get(code + CODE_WORD, guest), code);
        if (compiled == null || !mayNest(guest)) {
            return result;
        }
        int stackPointer;
        int next;
        if ((int) result == START_FRAME) {
            int left = get(thread + THREAD_RECURSION, guest);
            if (left <= 1) {
                return result;
            }
            put(thread + THREAD_RECURSION, left - 1, guest);
            next = get(callee + FRAME_INSTRUCTION, guest);
            stackPointer = callee + FRAME_SLOTS + 4 * get(callee + FRAME_STACKTOP, guest);
            put(callee + FRAME_STACKTOP, -1, guest);
        } else {
            stackPointer = get(registers + REGISTER_STACK, guest);
            next = get(registers + REGISTER_NEXT, guest);
        }
        return run(compiled, thread, frame, callee, stackPointer, next, guest);
    }

    /** Otherwise the interpreter's loop goes on, which needs no more stack, and ends where the guest is killed. */
    private static boolean mayNest(GuestInstance guest) {
        return CodeTable.of(guest).nested < CodeTable.MOST_NESTED && !guest.stop;
    }

    private static long resumed(int registers, GuestInstance guest) {
        return pair(get(registers + REGISTER_NEXT, guest), get(registers + REGISTER_STACK, guest));
    }

    private static long run(
            CompiledCode compiled, int thread, int frame, int callee, int stackPointer, int next, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        int registers = codes.layout.registers();
        codes.nested++;
        long result;
        try {
            result = drive(compiled, thread, callee, stackPointer, next, guest);
        } finally {
            codes.nested--;
        }
        if ((int) result == FRAME_CHANGED) {
            int now = get(registers + REGISTER_FRAME, guest);
            if (now != frame && get(now + FRAME_PREVIOUS, guest) == frame) {
                return ended(result, thread, frame, now, guest);
            }
            return now == frame ? resumed(registers, guest) : result;
        }
        if (Integer.compareUnsigned((int) result, LAST_RESULT) <= 0) {
            return result;
        }
        put(registers + REGISTER_FRAME, callee, guest);
        put(registers + REGISTER_STACK, (int) result, guest);
        put(registers + REGISTER_NEXT, (int) (result >>> 32), guest);
        return FRAME_CHANGED;
    }

    private static final int INTERPRETER_EXIT = 22;
    private static final int EXIT_INIT_CHECK = 13;
    private static final int RETURN_VALUE = 36;

    /** Between the caller and {@code __init__} is a frame of two instructions, which check its result and return the object. */
    private static long ended(long result, int thread, int frame, int shim, GuestInstance guest) {
        int registers = CodeTable.of(guest).layout.registers();
        int next = get(registers + REGISTER_NEXT, guest);
        if (!isStill(next, EXIT_INIT_CHECK, guest) || !isStill(next + 2, RETURN_VALUE, guest)) {
            return result;
        }
        long checked = any(thread, shim, get(registers + REGISTER_STACK, guest), next, 0, guest);
        if (Integer.compareUnsigned((int) checked, LAST_RESULT) <= 0) {
            return checked;
        }
        long returned = any(thread, shim, (int) checked, (int) (checked >>> 32), 0, guest);
        return (int) returned == FRAME_CHANGED && get(registers + REGISTER_FRAME, guest) == frame
                ? resumed(registers, guest)
                : returned;
    }

    /** Whether a function can be called with a frame that is pushed right here. */
    public static boolean isCallable(
            int thread, int function, int type, int version, int code, int frameSize, GuestInstance guest) {
        return get(function + TYPE, guest) == type
                && get(function + FUNCTION_VERSION, guest) == version
                && get(function + FUNCTION_CODE, guest) == code
                && get(thread + THREAD_TOP, guest) + 4 * frameSize < get(thread + THREAD_LIMIT, guest)
                && get(thread + THREAD_RECURSION, guest) > 1;
    }

    private static final int ARGUMENT_FLAGS = 0x1 | 0x4 | 0x8;
    private static final int GENERATOR_FLAGS = 0x20 | 0x80 | 0x200;
    private static final int MOST_FRAME = 1 << 14;

    /** The code object of a function that can be called as {@link #isCallable} says with so many arguments; otherwise 0. */
    public static int callable(int thread, int function, int type, int arguments, GuestInstance guest) {
        if (get(function + TYPE, guest) != type
                || get(function + FUNCTION_VERSION, guest) == 0
                || get(thread + THREAD_RECURSION, guest) <= 1) {
            return 0;
        }
        int code = get(function + FUNCTION_CODE, guest);
        int frameSize = get(code + CODE_FRAME_SIZE, guest);
        int locals = get(code + CODE_LOCALS, guest);
        boolean fits = get(code + CODE_ARGUMENTS, guest) == arguments
                && get(code + CODE_KEYWORD_ARGUMENTS, guest) == 0
                && (get(code + CODE_FLAGS, guest) & (ARGUMENT_FLAGS | GENERATOR_FLAGS)) == 1
                && locals >= arguments
                && locals <= frameSize
                && frameSize <= MOST_FRAME
                && get(thread + THREAD_TOP, guest) + 4 * frameSize < get(thread + THREAD_LIMIT, guest);
        return fits ? code : 0;
    }

    public static int pushFor(
            int thread,
            int frame,
            int function,
            int code,
            int arguments,
            int instruction,
            int stackPointer,
            GuestInstance guest) {
        int frameSize = get(code + CODE_FRAME_SIZE, guest);
        int locals = get(code + CODE_LOCALS, guest);
        return push(thread, frame, function, code, frameSize, locals, arguments, instruction, stackPointer, guest);
    }

    public static long enterAny(int thread, int frame, int pushed, int code, GuestInstance guest) {
        return enter(thread, frame, pushed, code, get(code + CODE_LOCALS, guest), guest);
    }

    /** A frame of an owned function on the data stack; the caller fills its first slots. */
    public static int push(
            int thread,
            int frame,
            int function,
            int code,
            int frameSize,
            int locals,
            int arguments,
            int instruction,
            int stackPointer,
            GuestInstance guest) {
        own(code, guest);
        int pushed = get(thread + THREAD_TOP, guest);
        put(thread + THREAD_TOP, pushed + 4 * frameSize, guest);
        put(pushed + FRAME_CODE, code, guest);
        put(pushed + FRAME_PREVIOUS, frame, guest);
        put(pushed + FRAME_FUNCTION, function, guest);
        put(pushed + FRAME_GLOBALS, get(function + FUNCTION_GLOBALS, guest), guest);
        put(pushed + FRAME_BUILTINS, get(function + FUNCTION_BUILTINS, guest), guest);
        put(pushed + FRAME_LOCALS, 0, guest);
        put(pushed + FRAME_OBJECT, 0, guest);
        put(pushed + FRAME_INSTRUCTION, code + CODE_UNITS, guest);
        put(pushed + FRAME_STACKTOP, -1, guest);
        put(pushed + FRAME_RETURN_OFFSET, 0, guest);
        for (int i = arguments; i < locals; i++) {
            put(pushed + FRAME_SLOTS + 4 * i, 0, guest);
        }
        put(frame + FRAME_INSTRUCTION, instruction, guest);
        LinearMemory.SHORT.set(guest.bytes, frame + FRAME_RETURN_OFFSET, (short) 4);
        put(frame + FRAME_STACKTOP, stackPointer - frame - FRAME_SLOTS >> 2, guest);
        put(thread + THREAD_FRAME, pushed, guest);
        put(thread + THREAD_RECURSION, get(thread + THREAD_RECURSION, guest) - 1, guest);
        return pushed;
    }

    /** Runs a frame that was pushed; as {@link #called}. */
    public static long enter(int thread, int frame, int pushed, int code, int locals, GuestInstance guest) {
        return enterAt(thread, frame, pushed, pushed + FRAME_SLOTS + 4 * locals, code + CODE_UNITS, guest);
    }

    static long enterAt(int thread, int frame, int pushed, int stackPointer, int next, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        int code = get(pushed, guest);
        CompiledCode compiled = codes.find(get(code + CODE_WORD, guest), code);
        if (compiled != null && mayNest(guest)) {
            return run(compiled, thread, frame, pushed, stackPointer, next, guest);
        }
        int registers = codes.layout.registers();
        put(registers + REGISTER_FRAME, pushed, guest);
        put(registers + REGISTER_STACK, stackPointer, guest);
        put(registers + REGISTER_NEXT, next, guest);
        return FRAME_CHANGED;
    }

    /** Whether a frame can be popped right here: nothing else knows it, and it is not the first of its chunk. */
    public static boolean isPlain(int thread, int frame, GuestInstance guest) {
        return get(frame + FRAME_OBJECT, guest) == 0
                && get(frame + FRAME_LOCALS, guest) == 0
                && guest.bytes[frame + FRAME_OWNER] == 0
                && get(thread + THREAD_CHUNK, guest) + CHUNK_DATA != frame;
    }

    /** Pops a plain frame, and hands an owned value to the one before. */
    public static long returnValue(
            int thread, int frame, int value, int code, int locals, int instruction, GuestInstance guest) {
        int previous = get(frame + FRAME_PREVIOUS, guest);
        put(frame + FRAME_INSTRUCTION, instruction, guest);
        put(frame + FRAME_STACKTOP, locals, guest);
        put(thread + THREAD_RECURSION, get(thread + THREAD_RECURSION, guest) + 1, guest);
        put(thread + THREAD_FRAME, previous, guest);
        for (int i = 0; i < locals; i++) {
            int local = get(frame + FRAME_SLOTS + 4 * i, guest);
            if (local != 0) {
                put(frame + FRAME_SLOTS + 4 * i, 0, guest);
                drop(local, previous, 0, guest);
            }
        }
        drop(get(frame + FRAME_FUNCTION, guest), previous, 0, guest);
        drop(code, previous, 0, guest);
        put(thread + THREAD_TOP, frame, guest);
        int top = previous + FRAME_SLOTS + 4 * get(previous + FRAME_STACKTOP, guest);
        put(top, value, guest);
        put(previous + FRAME_STACKTOP, -1, guest);
        int registers = CodeTable.of(guest).layout.registers();
        put(registers + REGISTER_FRAME, previous, guest);
        put(registers + REGISTER_STACK, top + 4, guest);
        put(
                registers + REGISTER_NEXT,
                get(previous + FRAME_INSTRUCTION, guest)
                        + 2 * ((short) LinearMemory.SHORT.get(guest.bytes, previous + FRAME_RETURN_OFFSET) & 0xffff),
                guest);
        return FRAME_CHANGED;
    }
}
