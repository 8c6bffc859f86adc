package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;
import static org.pythonwasm.jit.frames.CompiledClass.SUPER;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;

/**
 * The value stack and the local variables of the block that is being written: which values are in variables of the method, what is
 * known of them, and the guards, which leave for the interpreter with all of it in memory.
 */
abstract class ValueStack extends MethodWriter {
    /** So many of the objects that are put by for when the memory is full may be taken before compiled code ends. */
    private static final int MOST_BOXES = 8;

    /** Where the interpreter goes on at an instruction, with a stack that is not in memory yet. */
    static final class Exit {
        final Label label = new Label();
        final List<Value> stack;
        final int popped;
        final int unit;
        /** Those of its block: what leaves is written when other blocks, whose variables have the same numbers, are done. */
        final Map<Integer, Integer> places;

        boolean used;
        /** Whether it is taken where something waits for the interpreter. */
        boolean lookout;

        Exit(List<Value> stack, int popped, int unit, Map<Integer, Integer> places) {
            this.stack = stack;
            this.popped = popped;
            this.unit = unit;
            this.places = places;
        }
    }

    final CodeReader reader;
    final CodeLayout layout;
    final int frame;

    // of the method that is being written
    final List<Exit> exits = new ArrayList<>();
    int usedExits;

    /** Whether a block that is written has left numbers' objects to those behind it to look at. */
    private boolean hasBoxed;

    // of the block
    private List<Value> stack = new ArrayList<>();
    private int popped;
    private Exit here;
    private boolean mayBeTouched;
    /** How many numbers have got objects since it was last looked at whether compiled code was given up meanwhile. */
    private int boxes;
    /** What is known of references, by variable, and of local variables: their numbers. */
    private final Map<Integer, Value> unboxed = new HashMap<>();

    private final Map<Integer, Value> locals = new HashMap<>();
    /** In which variables the references of local variables are, as long as nothing was stored. */
    private final Map<Integer, Integer> references = new HashMap<>();
    /** Where values lie that were loaded from the stack in memory, by variable, as distances from its pointer. */
    private Map<Integer, Integer> places = new HashMap<>();

    /** Where the instruction is that is being written. */
    int unit;

    ValueStack(CodeReader reader, CodeLayout layout, int frame) {
        this.reader = reader;
        this.layout = layout;
        this.frame = frame;
    }

    /** Begins a block, where all of the stack is in memory. */
    void beginValues() {
        stack = new ArrayList<>();
        popped = 0;
        mayBeTouched = false;
        hasBoxed |= boxes > 0;
        boxes = hasBoxed ? MOST_BOXES : 0;
        forget();
        places = new HashMap<>();
        variables = FIRST_VARIABLE;
    }

    /** From now on guards leave before the instruction at a unit, with the stack as it is now. */
    void beginExit(int at) {
        here = new Exit(List.copyOf(stack), popped, at, places);
        exits.add(here);
    }

    /** Whether the stack in memory is as it was where the block began, and nothing is in variables. */
    boolean isAllInMemory() {
        return stack.isEmpty() && popped == 0;
    }

    /**
     * What ran at the end of an object may have changed local variables, or put a tracer in: nothing is known any more. And where the
     * memory is full, what is put by for numbers has to last.
     */
    void checkTouched() {
        if (boxes > 0 && reader.opcodes[unit] == Opcode.JUMP_BACKWARD) {
            boxes = MOST_BOXES;
        }
        if (takeTouched()) {
            method.visitVarInsn(ILOAD, TOUCHED);
            method.visitJumpInsn(IFNE, out());
        }
        if (boxes >= MOST_BOXES) {
            boxes = 0;
            loadIsCurrent();
            method.visitJumpInsn(IFEQ, out());
        }
    }

    /** Whether the compiled code was not given up. */
    void loadIsCurrent() {
        method.visitVarInsn(ALOAD, THIS);
        call("isCurrent", "(L" + SUPER + ";)Z");
    }

    /** Whether the end of an object may have touched something since, which the caller is to look at; it is not looked at twice. */
    boolean takeTouched() {
        boolean touched = mayBeTouched;
        mayBeTouched = false;
        return touched;
    }

    /** Where the interpreter goes on at a unit, with the stack in memory. */
    Label leaveAt(int at) {
        var exit = new Exit(List.of(), 0, at, places);
        exit.used = true;
        usedExits++;
        exits.add(exit);
        return exit.label;
    }

    /** The number that a guarded reference stands for. */
    Value number(Value value) {
        return unboxed.get(value.variable());
    }

    /** Puts the stack into memory for a way that comes back no more. */
    void writeStack() {
        write(List.copyOf(stack), popped);
    }

    int depth() {
        return stack.size();
    }

    Value top(int index) {
        need(index + 1);
        return stack.get(stack.size() - 1 - index);
    }

    void need(int count) {
        while (stack.size() < count) {
            popped++;
            int variable = fresh(1);
            method.visitVarInsn(ILOAD, STACK);
            push(-4 * popped);
            method.visitInsn(IADD);
            call("get", "(I)I");
            method.visitVarInsn(ISTORE, variable);
            places.put(variable, -popped);
            stack.add(0, new Value(Value.Kind.REFERENCE, variable, true, Value.MEMORY, 0));
        }
    }

    Value pop() {
        need(1);
        return stack.remove(stack.size() - 1);
    }

    /** Takes off what a call needs: returns its arguments, of a method the object first; what is called is not among them. */
    List<Value> popCall(int count) {
        need(count + 2);
        List<Value> last = stack.subList(stack.size() - count, stack.size());
        List<Value> arguments = new ArrayList<>(last);
        last.clear();
        Value self = pop();
        if (self.isObject()) {
            arguments.add(0, self);
        }
        pop();
        return arguments;
    }

    /** Gives a frame its first locals; takes over what they refer to. */
    void storeArguments(List<Value> arguments, int frame) {
        for (int i = 0; i < arguments.size(); i++) {
            loadOwned(arguments.get(i));
            method.visitVarInsn(ILOAD, frame);
            push(CodeLayout.FRAME_SLOTS + 4 * i);
            method.visitInsn(IADD);
            call("putAt", "(II)V");
        }
    }

    void push(Value value) {
        stack.add(value);
    }

    void swap(int index) {
        need(index);
        int last = stack.size() - 1;
        Value top = stack.get(last);
        stack.set(last, stack.get(last + 1 - index));
        stack.set(last + 1 - index, top);
    }

    void replace(int index, Value value) {
        stack.set(stack.size() - 1 - index, value);
    }

    /** From now on the stack is in memory. */
    void flush() {
        write(stack, popped);
        stack = new ArrayList<>();
        popped = 0;
    }

    void write(List<Value> values, int below) {
        write(values, below, places);
    }

    void write(Exit exit) {
        write(exit.stack, exit.popped, exit.places);
    }

    private void write(List<Value> values, int below, Map<Integer, Integer> known) {
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            if (value.slot() == Value.MEMORY && value.is(Value.Kind.REFERENCE) && isInPlace(values, i, below, known)) {
                continue;
            }
            loadOwned(value);
            method.visitVarInsn(ILOAD, STACK);
            push(4 * (i - below));
            method.visitInsn(IADD);
            call("putAt", "(II)V");
        }
        if (values.size() != below) {
            method.visitIincInsn(STACK, 4 * (values.size() - below));
        }
    }

    /** What was loaded from the stack and is where it was. */
    private static boolean isInPlace(List<Value> values, int index, int below, Map<Integer, Integer> known) {
        Integer place = known.get(values.get(index).variable());
        return place != null && place == index - below;
    }

    /** Whatever may have run: nothing is known of local variables. */
    void forget() {
        unboxed.clear();
        locals.clear();
        references.clear();
    }

    boolean isInt(int object) {
        return isInMemory(object) && CodeRuntime.isInt(object, layout.longType(), reader.guest);
    }

    /** An int of more digits than fit: its successors will have many, too. */
    private boolean isLargeInt(int object) {
        return isInMemory(object)
                && CodeRuntime.isType(object, layout.longType(), reader.guest)
                && !CodeRuntime.isInt(object, layout.longType(), reader.guest);
    }

    boolean isFloat(int object) {
        return isInMemory(object) && CodeRuntime.isType(object, layout.floatType(), reader.guest);
    }

    /** An address of an object that the largest structure looked at here fits behind. */
    boolean isInMemory(int object) {
        return object > 0 && object <= reader.guest.bytes.length - 128;
    }

    /** Known to be an int, or one when the code was compiled. */
    boolean isLikelyLong(Value value) {
        return isKnownLong(value) || value.is(Value.Kind.REFERENCE) && isInt(value.seen());
    }

    boolean isLikelyDouble(Value value) {
        return isKnownDouble(value) || value.is(Value.Kind.REFERENCE) && isFloat(value.seen());
    }

    /** Whether it can be used as a number of 64 bits, if a guard holds. */
    boolean canBeLong(Value value) {
        return switch (value.kind()) {
            case LONG -> true;
            case CONSTANT -> isInt(value.seen());
            case REFERENCE -> {
                Value known = unboxed.get(value.variable());
                yield known == null ? !isLargeInt(value.seen()) : known.is(Value.Kind.LONG);
            }
            default -> false;
        };
    }

    boolean canBeDouble(Value value) {
        return switch (value.kind()) {
            case DOUBLE -> true;
            case CONSTANT -> isFloat(value.seen());
            case REFERENCE -> {
                Value known = unboxed.get(value.variable());
                yield known == null || known.is(Value.Kind.DOUBLE);
            }
            default -> false;
        };
    }

    boolean isKnownLong(Value value) {
        return value.is(Value.Kind.LONG)
                || value.is(Value.Kind.CONSTANT) && isInt(value.seen())
                || value.is(Value.Kind.REFERENCE)
                        && unboxed.containsKey(value.variable())
                        && unboxed.get(value.variable()).is(Value.Kind.LONG);
    }

    boolean isKnownDouble(Value value) {
        return value.is(Value.Kind.DOUBLE)
                || value.is(Value.Kind.CONSTANT) && isFloat(value.seen())
                || value.is(Value.Kind.REFERENCE)
                        && unboxed.containsKey(value.variable())
                        && unboxed.get(value.variable()).is(Value.Kind.DOUBLE);
    }

    void guardLong(Value value) {
        if (value.is(Value.Kind.REFERENCE) && !unboxed.containsKey(value.variable())) {
            mayFail();
            load(value);
            type(layout.longType());
            call("intOrNone", "(II)J");
            method.visitInsn(DUP2);
            int number = storeLong();
            method.visitLdcInsn(CodeRuntime.NO_INT);
            method.visitInsn(LCMP);
            method.visitJumpInsn(IFEQ, out());
            know(value, Value.of(Value.Kind.LONG, number));
        }
    }

    void guardDouble(Value value) {
        if (value.is(Value.Kind.REFERENCE) && !unboxed.containsKey(value.variable())) {
            load(value);
            type(layout.floatType());
            call("isType", "(II)Z");
            guard();
            load(value);
            call("floatValue", "(I)D");
            know(value, Value.of(Value.Kind.DOUBLE, storeDouble()));
        }
    }

    private void know(Value value, Value number) {
        unboxed.put(value.variable(), number);
        if (value.slot() >= 0 && !value.owned()) {
            locals.put(value.slot(), number);
        }
    }

    void loadLong(Value value) {
        switch (value.kind()) {
            case LONG -> method.visitVarInsn(LLOAD, value.variable());
            case CONSTANT -> method.visitLdcInsn(CodeRuntime.intValue(value.seen(), reader.guest));
            default -> method.visitVarInsn(LLOAD, unboxed.get(value.variable()).variable());
        }
    }

    void loadDouble(Value value) {
        switch (value.kind()) {
            case DOUBLE -> method.visitVarInsn(DLOAD, value.variable());
            case CONSTANT -> method.visitLdcInsn(CodeRuntime.floatValue(value.seen(), reader.guest));
            default -> method.visitVarInsn(DLOAD, unboxed.get(value.variable()).variable());
        }
    }

    /** The reference of an object, borrowed. */
    void load(Value value) {
        switch (value.kind()) {
            case CONSTANT -> field(value.variable());
            case NULL -> method.visitInsn(ICONST_0);
            default -> method.visitVarInsn(ILOAD, value.variable());
        }
    }

    /** A reference that whatever takes it has to give up. */
    void loadOwned(Value value) {
        switch (value.kind()) {
            case REFERENCE, CONSTANT -> {
                if (!value.owned()) {
                    load(value);
                    call("own", "(I)V");
                }
                load(value);
            }
            case NULL -> method.visitInsn(ICONST_0);
            case LONG -> {
                boxes++;
                method.visitVarInsn(LLOAD, value.variable());
                type(layout.zero());
                call("boxLong", "(JI)I");
            }
            case DOUBLE -> {
                boxes++;
                method.visitVarInsn(DLOAD, value.variable());
                call("boxDouble", "(D)I");
            }
            case BOOLEAN -> {
                method.visitVarInsn(ILOAD, value.variable());
                type(layout.falseObject());
                type(layout.trueObject());
                callWithoutGuest("boxBoolean", "(III)I");
            }
        }
    }

    /** A reference for the value itself, which is pushed more than once then. */
    Value boxed(Value value) {
        if (value.isObject() || value.is(Value.Kind.NULL)) {
            return value;
        }
        loadOwned(value);
        var box = Value.reference(storeInt(), true);
        if (value.isUnboxed()) {
            unboxed.put(box.variable(), value);
        }
        return box;
    }

    /** Gives up what an entry holds that was popped. */
    void drop(Value value) {
        if (value.isObject() && value.owned()) {
            if (!unboxed.containsKey(value.variable()) || value.is(Value.Kind.CONSTANT)) {
                protect();
            }
            load(value);
            method.visitVarInsn(ILOAD, FRAME);
            unitAddress(unit);
            call("drop", "(III)Z");
            noteTouched();
        }
    }

    private void noteTouched() {
        method.visitVarInsn(ILOAD, TOUCHED);
        method.visitInsn(IOR);
        method.visitVarInsn(ISTORE, TOUCHED);
    }

    /** Code that may run now can take away what is borrowed from local variables. */
    void protect() {
        for (int i = 0; i < stack.size(); i++) {
            Value value = stack.get(i);
            if (value.is(Value.Kind.REFERENCE) && !value.owned()) {
                own(i, value);
            }
        }
        mayBeTouched = true;
        references.clear();
    }

    private void own(int index, Value value) {
        load(value);
        call("own", "(I)V");
        stack.set(index, new Value(Value.Kind.REFERENCE, value.variable(), true, Value.NONE, value.seen()));
    }

    void loadLocal(int number) {
        int variable = references.computeIfAbsent(number, this::readLocal);
        Value known = locals.get(number);
        if (known != null) {
            unboxed.put(variable, known);
        }
        push(new Value(Value.Kind.REFERENCE, variable, false, number, seenIn(number)));
    }

    private int readLocal(int number) {
        slot(number);
        call("get", "(I)I");
        return storeInt();
    }

    /** What a local variable holds while its code is compiled. */
    int seenIn(int number) {
        return reader.peek(frame + CodeLayout.FRAME_SLOTS + 4 * number);
    }

    void forgetLocal(int number) {
        locals.remove(number);
        references.remove(number);
    }

    void storeLocal(int number) {
        Value value = pop();
        for (int i = 0; i < stack.size(); i++) {
            Value other = stack.get(i);
            if (other.is(Value.Kind.REFERENCE) && !other.owned() && other.slot() == number) {
                own(i, other);
            }
        }
        if (value.is(Value.Kind.REFERENCE) && !value.owned() && value.slot() == number) {
            load(value);
            call("own", "(I)V");
            value = new Value(Value.Kind.REFERENCE, value.variable(), true, Value.NONE, 0);
        }
        protect();
        putInto(() -> slot(number), value);
        locals.remove(number);
        if (value.isUnboxed()) {
            locals.put(number, value);
        } else if (value.is(Value.Kind.REFERENCE) && unboxed.containsKey(value.variable())) {
            locals.put(number, unboxed.get(value.variable()));
        }
    }

    /** Stores into a place that owns what it holds; numbers into the box that is there, if nobody else has it. */
    void putInto(Runnable address, Value value) {
        switch (value.kind()) {
            case LONG -> {
                address.run();
                method.visitVarInsn(LLOAD, value.variable());
                type(layout.longType());
                type(layout.zero());
                method.visitVarInsn(ILOAD, FRAME);
                unitAddress(unit);
                call("storeLong", "(IJIIII)Z");
                noteTouched();
            }
            case DOUBLE -> {
                address.run();
                method.visitVarInsn(DLOAD, value.variable());
                type(layout.floatType());
                method.visitVarInsn(ILOAD, FRAME);
                unitAddress(unit);
                call("storeDouble", "(IDIII)Z");
                noteTouched();
            }
            default -> {
                address.run();
                loadOwned(value);
                method.visitVarInsn(ILOAD, FRAME);
                unitAddress(unit);
                call("store", "(IIII)Z");
                noteTouched();
            }
        }
    }

    /** The condition is on the operand stack; where it does not hold, the interpreter does the instruction. */
    void guard() {
        if (CodeRuntime.CHAOS > 0) {
            callWithoutGuest("chaos", "(Z)Z");
        }
        method.visitJumpInsn(IFEQ, out());
    }

    /** For a guard that is part of what has the effect. */
    void mayFail() {
        if (CodeRuntime.CHAOS > 0) {
            method.visitInsn(ICONST_1);
            callWithoutGuest("chaos", "(Z)Z");
            method.visitJumpInsn(IFEQ, out());
        }
    }

    /**
     * The variable of what a method of the run-time returns, which is 0 where its guard did not hold; then it had no effect either.
     *
     * @param arguments puts them on the operand stack
     */
    int guarded(Runnable arguments, String name, String descriptor) {
        return guardedOf(CompiledClass.RUNTIME, arguments, name, descriptor);
    }

    /** The same of another class. */
    int guardedOf(String owner, Runnable arguments, String name, String descriptor) {
        mayFail();
        arguments.run();
        callOf(owner, name, descriptor);
        int variable = storeInt();
        method.visitVarInsn(ILOAD, variable);
        method.visitJumpInsn(IFEQ, out());
        return variable;
    }

    /** All of several guards have failed. */
    void fail() {
        method.visitJumpInsn(GOTO, out());
    }

    void guardNotNull(Value value) {
        mayFail();
        load(value);
        method.visitJumpInsn(IFEQ, out());
    }

    Label out() {
        if (!here.used) {
            here.used = true;
            usedExits++;
        }
        return here.label;
    }

    /** An exit where the stack is in memory already. */
    void exitHere() {
        here = new Exit(List.of(), 0, reader.beginnings[unit], places);
        here.lookout = CodeReader.isLookout(reader.opcodes[unit]);
        exits.add(here);
    }
}
