package org.pythonwasm.machine.code;

import static org.pythonwasm.machine.code.CodeLayout.*;

import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;
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
        return (result & 1) != 0 && !isReason(result);
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
        int changes = codes.changes;
        codes.functions.pw_end_object(object, frame, instruction, guest);
        if (type == layout.longType() || type == layout.floatType() || type == layout.stringType()) {
            return false;
        }
        return codes.changes != changes || get(frame + FRAME_OBJECT, guest) != 0;
    }

    /** Whether an object is certainly an instance of a class; others may be as well, as their classes may say. */
    public static boolean isInstance(int object, int cls, int typeType, GuestInstance guest) {
        int type = get(object + TYPE, guest);
        return type == cls || get(cls + TYPE, guest) == typeType && isDerived(type, cls, guest);
    }

    private static boolean isDerived(int type, int cls, GuestInstance guest) {
        int order = get(type + TYPE_ORDER, guest);
        int size = Math.min(get(order + SIZE, guest), MOST_BASES);
        for (int i = 0; i < size; i++) {
            if (get(order + TUPLE_ITEMS + 4 * i, guest) == cls) {
                return true;
            }
        }
        return false;
    }

    private static final int MOST_BASES = 32;

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

    /** The value of an owned int, which is given up then. */
    public static long takeInt(int object, int type, GuestInstance guest) {
        if (!isInt(object, type, guest)) {
            return NO_INT;
        }
        long value = intValue(object, guest);
        drop(object, 0, 0, guest);
        return value;
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
                : usual(CodeTable.of(guest).functions.pw_box_long(value, guest), guest);
    }

    public static int boxDouble(double value, GuestInstance guest) {
        return usual(CodeTable.of(guest).functions.pw_box_double(value, guest), guest);
    }

    /** Says of an object's address that it was put by for when the memory is full. */
    private static final int SPARE = 1;

    /** The address of a new object; of one that was put by, all compiled code is given up. */
    private static int usual(int box, GuestInstance guest) {
        return (box & SPARE) == 0 && box != 0 ? box : spare(box, guest);
    }

    private static int spare(int box, GuestInstance guest) {
        if (box == 0) {
            throw new GuestTrap("the memory is full, and compiled code had no room for a number");
        }
        CodeTable.of(guest).giveUpAll();
        return box - SPARE;
    }

    public static int boxBoolean(int value, int falseObject, int trueObject) {
        return value != 0 ? trueObject : falseObject;
    }

    /** Puts an owned reference in the place of what a slot holds; returns as {@link #end}. */
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
        return storeBox(slot, CodeTable.of(guest).functions.pw_box_double(value, guest), frame, instruction, guest);
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
        int box = value >= SMALLEST_SMALL && value <= LARGEST_SMALL
                ? zero + INT_BYTES * (int) value
                : CodeTable.of(guest).functions.pw_box_long(value, guest);
        return storeBox(slot, box, frame, instruction, guest);
    }

    /** Compiled code is left behind the instruction that has taken what was put by. */
    private static boolean storeBox(int slot, int box, int frame, int instruction, GuestInstance guest) {
        int object = usual(box, guest);
        return store(slot, object, frame, instruction, guest) || object != box;
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

    /** Whether an int is a float without loss. */
    public static boolean isExact(long value) {
        return Math.abs(value) <= 1L << 53;
    }

    public static boolean equal(int a, int b) {
        return a == b;
    }

    public static boolean differ(int a, int b) {
        return a != b;
    }

    public static boolean isNotZero(long value) {
        return value != 0;
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

    public static boolean hasRoom(int list, int type, GuestInstance guest) {
        return get(list + TYPE, guest) == type && get(list + SIZE, guest) < get(list + LIST_ALLOCATED, guest);
    }

    /** Puts an owned item behind the last of a list that has room. */
    public static void append(int item, int list, GuestInstance guest) {
        int size = get(list + SIZE, guest);
        put(get(list + LIST_ITEMS, guest) + 4 * size, item, guest);
        put(list + SIZE, size + 1, guest);
    }

    /** The same with the uppermost value of the stack and a list so many entries below; false if it has no room. */
    public static boolean addFromStack(int stackPointer, int below, int type, GuestInstance guest) {
        int list = get(stackPointer - 4 - 4 * below, guest);
        if (!hasRoom(list, type, guest)) {
            return false;
        }
        append(get(stackPointer - 4, guest), list, guest);
        return true;
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

    /** Whether an object is a type, of that version itself. */
    public static boolean isTypeOfVersion(int object, int version, GuestInstance guest) {
        return get(get(object + TYPE, guest) + TYPE_FLAGS, guest) < 0 && get(object + TYPE_VERSION, guest) == version;
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

    /**
     * A global variable of a frame, at its place in the keys of the dict; 0 where the dict has others. Keys with a version belong to
     * one dict, and no version is given out twice.
     */
    public static int ownGlobal(int frame, int keys, int version, int place, GuestInstance guest) {
        return hasKeys(frame + FRAME_GLOBALS, keys, version, guest) ? ownIfAny(get(place, guest), guest) : 0;
    }

    public static int ownBuiltin(
            int frame, int globals, int globalsVersion, int keys, int version, int place, GuestInstance guest) {
        return hasKeys(frame + FRAME_GLOBALS, globals, globalsVersion, guest)
                        && hasKeys(frame + FRAME_BUILTINS, keys, version, guest)
                ? ownIfAny(get(place, guest), guest)
                : 0;
    }

    private static boolean hasKeys(int dict, int keys, int version, GuestInstance guest) {
        return get(get(dict, guest) + DICT_KEYS, guest) == keys && get(keys + KEYS_VERSION, guest) == version;
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
        return get(dictPlace(get(dict + DICT_KEYS, guest), index, guest), guest);
    }

    /** Where keys of names have a value. */
    public static int dictPlace(int keys, int index, GuestInstance guest) {
        return keys + KEYS_INDICES + (1 << guest.bytes[keys + KEYS_INDEX_BYTES]) + 8 * index + 4;
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

    /** Runs a compiled form. */
    static long drive(CompiledCode compiled, int thread, int frame, int stackPointer, int next, GuestInstance guest) {
        return goOn(compiled, compiled.run(thread, frame, stackPointer, next, guest), thread, frame, guest);
    }

    /**
     * An instruction that a compiled form has left is run as the interpreter would, and those behind it up to the next entry: leaving
     * it for good costs more, and all its callers would have to leave, too.
     */
    private static long goOn(CompiledCode compiled, long ended, int thread, int frame, GuestInstance guest) {
        long result = ended;
        while ((result & LEFT) != 0 && !isReason(result)) {
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
            result = compiled.run(thread, frame, (int) result, (int) (result >>> 32), guest);
        }
        return result;
    }

    private static boolean isReason(long result) {
        return Integer.compareUnsigned((int) result, LAST_REASON) <= 0;
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
        long ended = runPushed(result, thread, frame, guest);
        return isReturned(ended) ? settle(ended, thread, frame, 0, guest) : ended;
    }

    /** The same of a call, whose value is returned as {@link #back} returns it where that can be. */
    public static long calledBack(long result, CompiledCode caller, int thread, int frame, GuestInstance guest) {
        long ended = runPushed(result, thread, frame, guest);
        if (!isReturned(ended)) {
            return ended;
        }
        int waiting = get(thread + THREAD_FRAME, guest);
        if (waiting != frame && isInitialised(ended, thread, frame, waiting, guest)) {
            int object = get(waiting + FRAME_SLOTS, guest);
            pop(thread, waiting, get(waiting + FRAME_CODE, guest), 0, guest);
            ended = pair(object, RETURNED_OBJECT);
            waiting = frame;
        }
        if (waiting != frame || caller.word == 0) {
            return settle(ended, thread, frame, 0, guest);
        }
        put(frame + FRAME_STACKTOP, -1, guest);
        return ended;
    }

    /** Whether {@code __init__} has returned None to the frame between it and its caller, which holds the object. */
    private static boolean isInitialised(long ended, int thread, int frame, int between, GuestInstance guest) {
        int next = get(between + FRAME_INSTRUCTION, guest);
        return ended == pair(CodeTable.of(guest).layout.none(), RETURNED_OBJECT)
                && get(between + FRAME_PREVIOUS, guest) == frame
                && get(between + FRAME_STACKTOP, guest) == 1
                && isStill(next, EXIT_INIT_CHECK, guest)
                && isStill(next + 2, RETURN_VALUE, guest)
                && isPlain(thread, between, guest);
    }

    /** As {@link #called}, or the value that the frame has returned. */
    private static long runPushed(long result, int thread, int frame, GuestInstance guest) {
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
        // Whatever ends it otherwise ends the call of the interpreter, which counts anew.
        codes.nested++;
        long result = drive(compiled, thread, callee, stackPointer, next, guest);
        codes.nested--;
        return isReturned(result) ? result : settle(result, thread, frame, callee, guest);
    }

    /** As {@link #called}, after a frame was run that the given one waits for. */
    private static long settle(long ended, int thread, int frame, int callee, GuestInstance guest) {
        int registers = CodeTable.of(guest).layout.registers();
        long result = isReturned(ended) ? deliver(ended, thread, guest) : ended;
        if ((int) result == FRAME_CHANGED) {
            int now = get(registers + REGISTER_FRAME, guest);
            if (now != frame && get(now + FRAME_PREVIOUS, guest) == frame) {
                return ended(result, thread, frame, now, guest);
            }
            return now == frame ? resumed(registers, guest) : result;
        }
        if (isReason(result)) {
            return result;
        }
        leaveTo(callee, (int) result, (int) (result >>> 32), registers, guest);
        return FRAME_CHANGED;
    }

    private static void leaveTo(int frame, int stackPointer, int next, int registers, GuestInstance guest) {
        put(registers + REGISTER_FRAME, frame, guest);
        put(registers + REGISTER_STACK, stackPointer, guest);
        put(registers + REGISTER_NEXT, next, guest);
    }

    // values that compiled code hands to what has called it

    /** And of a loop over a generator: behind it what the generator yields is taken. */
    private static final int UNITS_OF_SEND = 2;

    /** Whether a frame has ended with a value, and is popped, or waits. */
    public static boolean isReturned(long result) {
        return ((int) result & -4) == RETURNED_OBJECT;
    }

    /** The value, owned. */
    public static int returned(long result, int zero, GuestInstance guest) {
        int value = (int) (result >>> 32);
        return switch ((int) result) {
            case RETURNED_INT -> boxLong(value, zero, guest);
            case RETURNED_DOUBLE -> boxDouble(CodeTable.of(guest).number, guest);
            default -> value;
        };
    }

    public static double returnedDouble(GuestInstance guest) {
        return CodeTable.of(guest).number;
    }

    /** Hands the value to the frame that waits for it, as the interpreter does. */
    static long deliver(long result, int thread, GuestInstance guest) {
        CodeLayout layout = CodeTable.of(guest).layout;
        int value = returned(result, layout.zero(), guest);
        int frame = get(thread + THREAD_FRAME, guest);
        int top = frame + FRAME_SLOTS + 4 * get(frame + FRAME_STACKTOP, guest);
        put(frame + FRAME_STACKTOP, -1, guest);
        put(top, value, guest);
        int offset = (int) result == YIELDED_OBJECT
                ? UNITS_OF_SEND
                : (short) LinearMemory.SHORT.get(guest.bytes, frame + FRAME_RETURN_OFFSET) & 0xffff;
        leaveTo(frame, top + 4, get(frame + FRAME_INSTRUCTION, guest) + 2 * offset, layout.registers(), guest);
        return FRAME_CHANGED;
    }

    /** Runs nothing: the interpreter's loop goes on with the frame. */
    private static final CompiledCode INTERPRETED = new CompiledCode(0, 0) {
        @Override
        public long run(int thread, int frame, int stackPointer, int next, GuestInstance guest) {
            leaveTo(frame, stackPointer, next, CodeTable.of(guest).layout.registers(), guest);
            return FRAME_CHANGED;
        }
    };

    /** What runs a code object that a call has pushed a frame for; {@link #back} has to follow. */
    public static CompiledCode callee(CallSite site, int code, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        CompiledCode compiled = site.last.compiled;
        if (compiled == null || compiled.code != code) {
            compiled = find(site, code, guest);
        }
        return codes.nested++ < CodeTable.MOST_NESTED ? compiled : INTERPRETED;
    }

    private static CompiledCode find(CallSite site, int code, GuestInstance guest) {
        CompiledCode compiled = CodeTable.of(guest).find(get(code + CODE_WORD, guest), code);
        if (compiled == null) {
            return INTERPRETED;
        }
        site.last = compiled.link;
        return compiled;
    }

    /**
     * A call has come back with what the callee returned.
     *
     * @return the value as it was returned, or where the frame goes on, or a reason to leave it
     */
    public static long back(
            long result,
            CompiledCode callee,
            CompiledCode caller,
            int thread,
            int frame,
            int pushed,
            GuestInstance guest) {
        CodeTable.of(guest).nested--;
        if (isReturned(result) && caller.word != 0) {
            put(frame + FRAME_STACKTOP, -1, guest);
            return result;
        }
        return backLate(result, callee, thread, frame, pushed, guest);
    }

    private static long backLate(
            long result, CompiledCode callee, int thread, int frame, int pushed, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        codes.nested++;
        long ended = goOn(callee, result, thread, pushed, guest);
        codes.nested--;
        return settle(ended, thread, frame, pushed, guest);
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
        if (Integer.compareUnsigned((int) checked, LAST_REASON) <= 0) {
            return checked;
        }
        long returned = any(thread, shim, (int) checked, (int) (checked >>> 32), 0, guest);
        return (int) returned == FRAME_CHANGED && get(registers + REGISTER_FRAME, guest) == frame
                ? resumed(registers, guest)
                : returned;
    }

    /** Whether a function can be called with a frame that is pushed right here. Its version also stands for its code. */
    public static boolean isCallable(
            int thread, int function, int type, int version, int frameSize, GuestInstance guest) {
        return get(function + TYPE, guest) == type
                && get(function + FUNCTION_VERSION, guest) == version
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
            int returnOffset,
            int stackPointer,
            GuestInstance guest) {
        int frameSize = get(code + CODE_FRAME_SIZE, guest);
        int locals = get(code + CODE_LOCALS, guest);
        return push(
                thread,
                frame,
                function,
                code,
                frameSize,
                locals,
                arguments,
                instruction,
                returnOffset,
                stackPointer,
                guest);
    }

    /** Where the stack of a frame is while it is empty. */
    public static int firstOfStack(int pushed, int code, GuestInstance guest) {
        return pushed + FRAME_SLOTS + 4 * get(code + CODE_LOCALS, guest);
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
            int returnOffset,
            int stackPointer,
            GuestInstance guest) {
        own(code, guest);
        int pushed = get(thread + THREAD_TOP, guest);
        put(thread + THREAD_TOP, pushed + 4 * frameSize, guest);
        putTwo(pushed + FRAME_CODE, code, frame, guest);
        put(pushed + FRAME_FUNCTION, function, guest);
        LinearMemory.LONG.set(guest.bytes, pushed + FRAME_GLOBALS, (long)
                LinearMemory.LONG.get(guest.bytes, function + FUNCTION_GLOBALS));
        putTwo(pushed + FRAME_LOCALS, 0, 0, guest);
        putTwo(pushed + FRAME_INSTRUCTION, code + CODE_UNITS, -1, guest);
        put(pushed + FRAME_RETURN_OFFSET, 0, guest);
        for (int i = arguments; i < locals; i++) {
            put(pushed + FRAME_SLOTS + 4 * i, 0, guest);
        }
        putTwo(frame + FRAME_INSTRUCTION, instruction, stackPointer - frame - FRAME_SLOTS >> 2, guest);
        LinearMemory.SHORT.set(guest.bytes, frame + FRAME_RETURN_OFFSET, (short) returnOffset);
        put(thread + THREAD_FRAME, pushed, guest);
        put(thread + THREAD_RECURSION, get(thread + THREAD_RECURSION, guest) - 1, guest);
        return pushed;
    }

    /** Two neighbours at once. */
    private static void putTwo(int address, int first, int second, GuestInstance guest) {
        LinearMemory.LONG.set(guest.bytes, address, (long) second << 32 | first & 0xffffffffL);
    }

    /** Runs a frame that goes on; as {@link #called}, or with the value that it yields. */
    static long enterAt(
            CompiledCode caller, int thread, int frame, int pushed, int stackPointer, int next, GuestInstance guest) {
        CodeTable codes = CodeTable.of(guest);
        int code = get(pushed, guest);
        CompiledCode compiled = codes.find(get(code + CODE_WORD, guest), code);
        if (compiled != null && mayNest(guest)) {
            long ended = run(compiled, thread, frame, pushed, stackPointer, next, guest);
            if ((int) ended == YIELDED_OBJECT && caller.word != 0) {
                put(frame + FRAME_STACKTOP, -1, guest);
                return ended;
            }
            return isReturned(ended) ? settle(ended, thread, frame, pushed, guest) : ended;
        }
        leaveTo(pushed, stackPointer, next, codes.layout.registers(), guest);
        return FRAME_CHANGED;
    }

    /** Whether a frame can be popped right here: nothing else knows it, and it is not the first of its chunk. */
    public static boolean isPlain(int thread, int frame, GuestInstance guest) {
        return (long) LinearMemory.LONG.get(guest.bytes, frame + FRAME_LOCALS) == 0
                && guest.bytes[frame + FRAME_OWNER] == 0
                && get(thread + THREAD_CHUNK, guest) + CHUNK_DATA != frame;
    }

    /** Pops a plain frame with an owned value. */
    public static long returnObject(int thread, int frame, int value, int code, int locals, GuestInstance guest) {
        pop(thread, frame, code, locals, guest);
        return pair(value, RETURNED_OBJECT);
    }

    public static long returnLong(
            int thread, int frame, long value, int zero, int code, int locals, GuestInstance guest) {
        pop(thread, frame, code, locals, guest);
        return value == (int) value
                ? pair((int) value, RETURNED_INT)
                : pair(boxLong(value, zero, guest), RETURNED_OBJECT);
    }

    /** An int whose value is known: a small one lives for ever, so that it need not be an object on the way. */
    public static long returnInt(
            int thread, int frame, long value, int object, int owned, int code, int locals, GuestInstance guest) {
        boolean small = value >= SMALLEST_SMALL && value <= LARGEST_SMALL;
        if (!small && owned == 0) {
            own(object, guest);
        }
        pop(thread, frame, code, locals, guest);
        return small ? pair((int) value, RETURNED_INT) : pair(object, RETURNED_OBJECT);
    }

    public static long returnDouble(int thread, int frame, double value, int code, int locals, GuestInstance guest) {
        pop(thread, frame, code, locals, guest);
        CodeTable.of(guest).number = value;
        return RETURNED_DOUBLE;
    }

    /** Nothing refers to the frame any more when its locals end. */
    private static void pop(int thread, int frame, int code, int locals, GuestInstance guest) {
        int previous = get(frame + FRAME_PREVIOUS, guest);
        put(thread + THREAD_RECURSION, get(thread + THREAD_RECURSION, guest) + 1, guest);
        put(thread + THREAD_FRAME, previous, guest);
        for (int i = 0; i < locals; i++) {
            int local = get(frame + FRAME_SLOTS + 4 * i, guest);
            if (local != 0) {
                drop(local, previous, 0, guest);
            }
        }
        drop(get(frame + FRAME_FUNCTION, guest), previous, 0, guest);
        drop(code, previous, 0, guest);
        put(thread + THREAD_TOP, frame, guest);
    }
}
