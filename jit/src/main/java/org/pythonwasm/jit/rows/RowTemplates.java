package org.pythonwasm.jit.rows;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Label;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.jit.rows.RowState.Frame;
import org.pythonwasm.jit.rows.RowValue.BuiltIn;
import org.pythonwasm.jit.rows.RowValue.Item;
import org.pythonwasm.jit.rows.RowValue.Kind;

/**
 * The instructions in compiled rows: on numbers, with the results and the order of CPython's. Each returns whether the block goes on behind
 * it; it does not where the row is given up, because an exception is near, a number is too large, or only Python knows how.
 */
final class RowTemplates {
    private static final String MATH = "java/lang/Math";
    private static final int CONTEXT = 13;
    private static final int LESS = 0;
    private static final int LESS_OR_EQUAL = 1;
    private static final int EQUAL = 2;
    private static final int NOT_EQUAL = 3;
    private static final int GREATER = 4;
    private static final long LARGEST_STEP = 1L << 31;

    private final RowWriter out;

    RowTemplates(RowWriter out) {
        this.out = out;
    }

    private boolean giveUp() {
        out.leave();
        return false;
    }

    boolean write(Frame frame, Opcode opcode, int unit) throws CodeReader.NotCompiled {
        int argument = frame.reader.arguments[unit];
        int next = frame.unit;
        switch (opcode) {
            case NOP, RESUME, RESUME_CHECK, EXTENDED_ARG -> {}
            case LOAD_FAST, LOAD_FAST_CHECK -> {
                return load(frame, argument);
            }
            case LOAD_FAST_LOAD_FAST -> {
                return load(frame, argument >> 4) && load(frame, argument & 15);
            }
            case STORE_FAST -> {
                return store(frame, argument);
            }
            case STORE_FAST_LOAD_FAST -> {
                return store(frame, argument >> 4) && load(frame, argument & 15);
            }
            case STORE_FAST_STORE_FAST -> {
                return store(frame, argument >> 4) && store(frame, argument & 15);
            }
            case LOAD_CONST -> frame.push(out.names().constant(frame.reader, argument));
            case LOAD_GLOBAL_BUILTIN, LOAD_GLOBAL_MODULE -> {
                RowValue value = out.names().global(frame.reader, unit);
                if (value == null) {
                    return giveUp();
                }
                frame.push(value);
                if ((argument & 1) != 0) {
                    frame.push(RowValue.of(Item.NULL));
                }
            }
            case PUSH_NULL -> frame.push(RowValue.of(Item.NULL));
            case POP_TOP -> {
                require(frame, 1);
                frame.pop();
            }
            case COPY -> {
                require(frame, Math.max(1, argument));
                RowValue copied = frame.stack.get(frame.stack.size() - Math.max(1, argument));
                if (copied.item().isPair()) {
                    return giveUp();
                }
                frame.push(copied);
            }
            case SWAP -> {
                require(frame, Math.max(1, argument));
                int top = frame.stack.size() - 1;
                int other = frame.stack.size() - Math.max(1, argument);
                RowValue value = frame.stack.get(top);
                frame.stack.set(top, frame.stack.get(other));
                frame.stack.set(other, value);
            }
            case RETURN_VALUE -> {
                require(frame, 1);
                return returnValue(frame.pop());
            }
            case RETURN_CONST -> {
                return returnValue(out.names().constant(frame.reader, argument));
            }
            case JUMP_FORWARD -> {
                out.goTo(next + argument);
                return false;
            }
            case JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT -> {
                out.poll();
                out.goTo(next - argument);
                return false;
            }
            case POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE -> {
                require(frame, 1);
                RowValue value = frame.pop();
                return value.is(Kind.BOOL) ? decide(frame, value, unit) : giveUp();
            }
            case POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE -> {
                require(frame, 1);
                boolean none = frame.pop().is(Kind.NONE);
                out.goTo(none == (opcode == Opcode.POP_JUMP_IF_NONE) ? next + argument : next);
                return false;
            }
            case IS_OP -> {
                return compareIdentity(frame, argument == 1);
            }
            case TO_BOOL, TO_BOOL_BOOL, TO_BOOL_INT, TO_BOOL_LIST, TO_BOOL_NONE, TO_BOOL_STR, TO_BOOL_ALWAYS_TRUE -> {
                require(frame, 1);
                return truth(frame, frame.pop());
            }
            case UNARY_NOT, UNARY_NEGATIVE, UNARY_INVERT -> {
                require(frame, 1);
                return unary(frame, opcode, frame.pop());
            }
            case BINARY_OP,
                    BINARY_OP_ADD_FLOAT,
                    BINARY_OP_ADD_INT,
                    BINARY_OP_MULTIPLY_FLOAT,
                    BINARY_OP_MULTIPLY_INT,
                    BINARY_OP_SUBTRACT_FLOAT,
                    BINARY_OP_SUBTRACT_INT -> {
                require(frame, 2);
                RowValue right = frame.pop();
                return binary(frame, argument % CONTEXT, frame.pop(), right);
            }
            case COMPARE_OP, COMPARE_OP_FLOAT, COMPARE_OP_INT -> {
                require(frame, 2);
                RowValue right = frame.pop();
                return compare(frame, argument >> 5, frame.pop(), right);
            }
            case GET_ITER -> {
                require(frame, 1);
                return getIterator(frame, frame.pop());
            }
            case FOR_ITER, FOR_ITER_RANGE -> {
                require(frame, 1);
                if (!frame.stack.get(frame.stack.size() - 1).is(Kind.RANGE_ITERATOR)) {
                    return giveUp();
                }
                frame.push(out.iterate(next + argument + 2));
            }
            case CALL,
                    CALL_BUILTIN_CLASS,
                    CALL_BUILTIN_FAST,
                    CALL_BUILTIN_FAST_WITH_KEYWORDS,
                    CALL_BUILTIN_O,
                    CALL_NON_PY_GENERAL,
                    CALL_PY_EXACT_ARGS,
                    CALL_PY_GENERAL -> {
                return call(frame, argument);
            }
            default -> {
                return giveUp();
            }
        }
        return true;
    }

    /** Code that pops what it has not pushed was made up. */
    private static void require(Frame frame, int entries) throws CodeReader.NotCompiled {
        if (frame.stack.size() < entries) {
            throw new CodeReader.NotCompiled("the stack is empty");
        }
    }

    // variables

    private static void requireSlot(Frame frame, int slot) throws CodeReader.NotCompiled {
        if (slot >= frame.locals.size()) {
            throw new CodeReader.NotCompiled("a variable is missing");
        }
    }

    private boolean load(Frame frame, int slot) throws CodeReader.NotCompiled {
        requireSlot(frame, slot);
        RowValue value = out.local(slot);
        if (value.is(Kind.UNSET)) {
            return giveUp();
        }
        frame.push(value);
        return true;
    }

    private boolean store(Frame frame, int slot) throws CodeReader.NotCompiled {
        requireSlot(frame, slot);
        require(frame, 1);
        RowValue value = frame.pop();
        if (value.item().isPair() || value.is(Kind.NULL)) {
            return giveUp();
        }
        out.setLocal(slot, value);
        return true;
    }

    private boolean returnValue(RowValue value) {
        if (value.item().isPair() || value.is(Kind.NULL)) {
            return giveUp();
        }
        return out.exit(value);
    }

    // conditions

    /** Pushes a bool, or jumps at once where the next instruction does. */
    private boolean decide(Frame frame, RowWriter.Condition condition) throws CodeReader.NotCompiled {
        int following = frame.unit;
        Opcode jump = frame.reader.at(following);
        if ((jump == Opcode.POP_JUMP_IF_FALSE || jump == Opcode.POP_JUMP_IF_TRUE)
                && !out.isLeader(frame.reader, following)) {
            frame.unit = frame.reader.next(following);
            branch(frame, following, condition);
            return false;
        }
        var no = new Label();
        var end = new Label();
        int variable = out.spare(false);
        condition.unless(no);
        out.method.visitInsn(LCONST_1);
        out.method.visitVarInsn(LSTORE, variable);
        out.method.visitJumpInsn(GOTO, end);
        out.method.visitLabel(no);
        out.method.visitInsn(LCONST_0);
        out.method.visitVarInsn(LSTORE, variable);
        out.method.visitLabel(end);
        frame.push(RowValue.in(Item.BOOL, variable));
        return true;
    }

    private void branch(Frame frame, int unit, RowWriter.Condition condition) throws CodeReader.NotCompiled {
        int target = frame.unit + frame.reader.arguments[unit];
        if (frame.reader.opcodes[unit] == Opcode.POP_JUMP_IF_TRUE) {
            out.branch(target, frame.unit, condition);
        } else {
            out.branch(frame.unit, target, condition);
        }
    }

    /** A conditional jump on a bool. */
    private boolean decide(Frame frame, RowValue value, int unit) throws CodeReader.NotCompiled {
        if (value.isConstant()) {
            boolean jumps = value.bits() != 0 == (frame.reader.opcodes[unit] == Opcode.POP_JUMP_IF_TRUE);
            out.goTo(jumps ? frame.unit + frame.reader.arguments[unit] : frame.unit);
        } else {
            branch(frame, unit, isNotZero(out.protect(value)));
        }
        return false;
    }

    private RowWriter.Condition isNotZero(RowValue value) {
        return label -> {
            out.load(value);
            if (value.is(Kind.DOUBLE)) {
                out.method.visitInsn(DCONST_0);
                out.method.visitInsn(DCMPL);
            } else {
                out.method.visitInsn(LCONST_0);
                out.method.visitInsn(LCMP);
            }
            out.method.visitJumpInsn(IFEQ, label);
        };
    }

    private RowWriter.Condition isZero(RowValue value) {
        return label -> {
            out.load(value);
            out.method.visitInsn(LCONST_0);
            out.method.visitInsn(LCMP);
            out.method.visitJumpInsn(IFNE, label);
        };
    }

    private boolean truth(Frame frame, RowValue value) throws CodeReader.NotCompiled {
        if (value.is(Kind.BOOL)) {
            frame.push(value);
            return true;
        }
        if (value.is(Kind.NONE)) {
            frame.push(RowValue.constant(false));
            return true;
        }
        if (!value.item().isNumber()) {
            return giveUp();
        }
        return decide(frame, isNotZero(out.protect(value)));
    }

    private boolean compareIdentity(Frame frame, boolean not) throws CodeReader.NotCompiled {
        require(frame, 2);
        RowValue right = frame.pop();
        RowValue left = frame.pop();
        if (!left.is(Kind.NONE) && !right.is(Kind.NONE)) {
            return giveUp();
        }
        frame.push(RowValue.constant(left.is(Kind.NONE) == right.is(Kind.NONE) != not));
        return true;
    }

    private boolean compare(Frame frame, int operation, RowValue left, RowValue right) throws CodeReader.NotCompiled {
        if (!left.item().isNumber() || !right.item().isNumber() || operation > GREATER + 1) {
            return giveUp();
        }
        RowValue a = out.protect(left);
        RowValue b = out.protect(right);
        if (a.isWhole() != b.isWhole()) {
            // Numbers are compared, not floats: an int that is no float is left to Python.
            out.load(a.isWhole() ? a : b);
            out.require("isExact", "(J)Z");
        }
        return decide(frame, label -> unless(operation, a, b, label));
    }

    /** Jumps where a comparison does not hold; with NaN, none but != does. */
    private void unless(int operation, RowValue a, RowValue b, Label label) {
        boolean whole = a.isWhole() && b.isWhole();
        if (whole) {
            out.load(a);
            out.load(b);
            out.method.visitInsn(LCMP);
        } else {
            out.loadDouble(a);
            out.loadDouble(b);
            out.method.visitInsn(operation == LESS || operation == LESS_OR_EQUAL ? DCMPG : DCMPL);
        }
        out.method.visitJumpInsn(
                switch (operation) {
                    case LESS -> IFGE;
                    case LESS_OR_EQUAL -> IFGT;
                    case EQUAL -> IFNE;
                    case NOT_EQUAL -> IFEQ;
                    case GREATER -> IFLE;
                    default -> IFLT;
                },
                label);
    }

    // arithmetic

    private boolean unary(Frame frame, Opcode opcode, RowValue value) throws CodeReader.NotCompiled {
        switch (opcode) {
            case UNARY_NOT -> {
                if (!value.is(Kind.BOOL)) {
                    return giveUp();
                }
                if (value.isConstant()) {
                    frame.push(RowValue.constant(value.bits() == 0));
                    return true;
                }
                return decide(frame, isZero(out.protect(value)));
            }
            case UNARY_NEGATIVE -> {
                if (value.is(Kind.DOUBLE)) {
                    out.load(value);
                    out.method.visitInsn(DNEG);
                    frame.push(out.keep(Item.DOUBLE));
                    return true;
                }
                if (!value.isWhole()) {
                    return giveUp();
                }
                requireNegatable(value);
                out.load(value);
                out.method.visitInsn(LNEG);
            }
            default -> {
                // Of a bool it is a warning.
                if (!value.is(Kind.LONG)) {
                    return giveUp();
                }
                out.load(value);
                out.pushLong(-1);
                out.method.visitInsn(LXOR);
            }
        }
        frame.push(out.keep(Item.LONG));
        return true;
    }

    private void requireNegatable(RowValue value) {
        out.load(value);
        out.require(RowWriter.ARITHMETIC, "isNotLeast", "(J)Z");
    }

    private boolean binary(Frame frame, int operation, RowValue left, RowValue right) {
        if (!left.item().isNumber() || !right.item().isNumber()) {
            return giveUp();
        }
        return left.isWhole() && right.isWhole()
                ? wholes(frame, operation, left, right)
                : floats(frame, operation, left, right);
    }

    private boolean wholes(Frame frame, int operation, RowValue a, RowValue b) {
        Item result = Item.LONG;
        switch (operation) {
            case 0 -> checked(a, b, RowWriter.ARITHMETIC, "addFits", LADD);
            case 1, 7, 12 -> {
                result = a.is(Kind.BOOL) && b.is(Kind.BOOL) ? Item.BOOL : Item.LONG;
                out.load(a);
                out.load(b);
                out.method.visitInsn(operation == 1 ? LAND : operation == 7 ? LOR : LXOR);
            }
            case 2 -> {
                out.load(a);
                out.load(b);
                out.require("canFloorDivide", "(JJ)Z");
                out.load(a);
                out.load(b);
                math("floorDiv", "(JJ)J");
            }
            case 3 -> {
                out.load(a);
                out.load(b);
                out.require(RowWriter.ARITHMETIC, "shiftFits", "(JJ)Z");
                out.load(a);
                out.load(b);
                out.method.visitInsn(L2I);
                out.method.visitInsn(LSHL);
            }
            case 5 -> checked(a, b, RowWriter.ARITHMETIC, "multiplyFits", LMUL);
            case 6 -> {
                out.load(b);
                out.require("isNotZero", "(J)Z");
                out.load(a);
                out.load(b);
                math("floorMod", "(JJ)J");
            }
            case 8 -> {
                if (!b.isConstant() || b.bits() != 2) {
                    return giveUp();
                }
                checked(a, a, RowWriter.ARITHMETIC, "multiplyFits", LMUL);
            }
            case 9 -> {
                out.load(b);
                out.require(RowWriter.ARITHMETIC, "canShift", "(J)Z");
                out.load(a);
                out.load(b);
                out.method.visitMethodInsn(INVOKESTATIC, RowWriter.ARITHMETIC, "shiftRight", "(JJ)J", false);
            }
            case 10 -> checked(a, b, RowWriter.ARITHMETIC, "subtractFits", LSUB);
            case 11 -> {
                out.load(a);
                out.load(b);
                out.require(RowWriter.ARITHMETIC, "canDivide", "(JJ)Z");
                out.loadDouble(a);
                out.loadDouble(b);
                out.method.visitInsn(DDIV);
                result = Item.DOUBLE;
            }
            default -> {
                return giveUp();
            }
        }
        frame.push(out.keep(result));
        return true;
    }

    private void checked(RowValue a, RowValue b, String owner, String check, int instruction) {
        out.load(a);
        out.load(b);
        out.require(owner, check, "(JJ)Z");
        out.load(a);
        out.load(b);
        out.method.visitInsn(instruction);
    }

    private void math(String name, String descriptor) {
        out.method.visitMethodInsn(INVOKESTATIC, MATH, name, descriptor, false);
    }

    private boolean floats(Frame frame, int operation, RowValue a, RowValue b) {
        switch (operation) {
            case 0, 5, 10 -> {
                out.loadDouble(a);
                out.loadDouble(b);
                out.method.visitInsn(operation == 0 ? DADD : operation == 5 ? DMUL : DSUB);
            }
            case 2, 6, 11 -> {
                out.loadDouble(b);
                out.require(RowWriter.ARITHMETIC, "isNotZero", "(D)Z");
                out.loadDouble(a);
                out.loadDouble(b);
                if (operation == 11) {
                    out.method.visitInsn(DDIV);
                } else {
                    out.call(operation == 2 ? "floorDivide" : "modulo", "(DD)D");
                }
            }
            default -> {
                return giveUp();
            }
        }
        frame.push(out.keep(Item.DOUBLE));
        return true;
    }

    // ranges

    private boolean getIterator(Frame frame, RowValue value) {
        if (value.is(Kind.RANGE_ITERATOR)) {
            frame.push(value);
            return true;
        }
        if (!value.is(Kind.RANGE)) {
            return giveUp();
        }
        int pair = out.spare(true);
        out.method.visitVarInsn(LLOAD, value.variable());
        out.method.visitVarInsn(LSTORE, pair);
        out.method.visitVarInsn(LLOAD, value.variable());
        out.method.visitVarInsn(LLOAD, value.variable() + 2);
        out.pushLong((Long) value.item().detail());
        out.call("rangeLength", "(JJJ)J");
        out.method.visitVarInsn(LSTORE, pair + 2);
        frame.push(RowValue.in(new Item(Kind.RANGE_ITERATOR, value.item().detail()), pair));
        return true;
    }

    private boolean range(Frame frame, List<RowValue> arguments) {
        long step = 1;
        if (arguments.size() == 3) {
            RowValue last = arguments.get(2);
            step = last.isConstant() ? last.bits() : 0;
            if (!last.isConstant() || step == 0 || Math.abs(step) > LARGEST_STEP || step == Long.MIN_VALUE) {
                return giveUp();
            }
        }
        if (arguments.isEmpty() || arguments.size() > 3 || !arguments.stream().allMatch(RowValue::isWhole)) {
            return giveUp();
        }
        RowValue start = arguments.size() == 1 ? RowValue.constant(0L) : arguments.get(0);
        RowValue stop = arguments.get(arguments.size() == 1 ? 0 : 1);
        out.load(step > 0 ? stop : start);
        out.load(step > 0 ? start : stop);
        out.require(RowWriter.ARITHMETIC, "subtractFits", "(JJ)Z");
        int pair = out.spare(true);
        out.load(start);
        out.method.visitVarInsn(LSTORE, pair);
        out.load(stop);
        out.method.visitVarInsn(LSTORE, pair + 2);
        frame.push(RowValue.in(new Item(Kind.RANGE, step), pair));
        return true;
    }

    // calls

    private boolean call(Frame frame, int count) throws CodeReader.NotCompiled {
        require(frame, count + 2);
        List<RowValue> last = frame.stack.subList(frame.stack.size() - count, frame.stack.size());
        List<RowValue> arguments = List.copyOf(last);
        last.clear();
        RowValue self = frame.pop();
        RowValue callee = frame.pop();
        if (!self.is(Kind.NULL) || !callee.is(Kind.CALLEE)) {
            return giveUp();
        }
        for (RowValue argument : arguments) {
            if (argument.item().isPair() || argument.is(Kind.NULL)) {
                return giveUp();
            }
        }
        if (callee.item().detail() instanceof RowValue.PythonFunction python) {
            return out.enter(python, arguments) || giveUp();
        }
        var builtIn = (BuiltIn) callee.item().detail();
        if (builtIn == BuiltIn.RANGE) {
            return range(frame, arguments);
        }
        if (builtIn == BuiltIn.MIN || builtIn == BuiltIn.MAX) {
            return least(frame, builtIn == BuiltIn.MIN, arguments);
        }
        if (arguments.size() != 1 || !arguments.get(0).item().isNumber()) {
            return giveUp();
        }
        return convert(frame, builtIn, arguments.get(0));
    }

    private boolean convert(Frame frame, BuiltIn builtIn, RowValue value) throws CodeReader.NotCompiled {
        boolean whole = value.isWhole();
        switch (builtIn) {
            case BOOL -> {
                return truth(frame, value);
            }
            case FLOAT -> {
                out.loadDouble(value);
                frame.push(out.keep(Item.DOUBLE));
            }
            case ABS -> {
                if (whole) {
                    requireNegatable(value);
                }
                out.load(value);
                math("abs", whole ? "(J)J" : "(D)D");
                frame.push(out.keep(whole ? Item.LONG : Item.DOUBLE));
            }
            default -> {
                if (!whole) {
                    out.load(value);
                    out.require("fitsLong", "(D)Z");
                }
                out.load(value);
                if (!whole) {
                    if (builtIn == BuiltIn.ROUND) {
                        math("rint", "(D)D");
                    }
                    out.method.visitInsn(D2L);
                }
                frame.push(out.keep(Item.LONG));
            }
        }
        return true;
    }

    /** The first of the least or largest, as Python finds it. */
    private boolean least(Frame frame, boolean least, List<RowValue> arguments) {
        Item item = arguments.isEmpty() ? Item.NONE : arguments.get(0).item();
        if (arguments.size() < 2
                || !item.isNumber()
                || !arguments.stream().allMatch(argument -> argument.item().equals(item))) {
            return giveUp();
        }
        boolean isDouble = item.is(Kind.DOUBLE);
        out.load(arguments.get(0));
        RowValue result = out.keep(item);
        for (RowValue argument : arguments.subList(1, arguments.size())) {
            var keep = new Label();
            unless(least ? LESS : GREATER, argument, result, keep);
            out.load(argument);
            out.method.visitVarInsn(isDouble ? DSTORE : LSTORE, result.variable());
            out.method.visitLabel(keep);
        }
        frame.push(result);
        return true;
    }
}
