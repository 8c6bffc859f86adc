package org.pythonwasm.jit.rows;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.jit.rows.RowState.Frame;
import org.pythonwasm.jit.rows.RowState.Shape;
import org.pythonwasm.jit.rows.RowValue.Item;
import org.pythonwasm.jit.rows.RowValue.Kind;
import org.pythonwasm.machine.code.CodeFunctions;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.RowFunction;
import org.pythonwasm.machine.code.RowKernel;
import org.pythonwasm.machine.code.RowRuntime;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/**
 * Writes the class of a kernel: a loop over rows, in which the function's code works on numbers in variables. A block is written for each
 * instruction that is jumped to and all that is known there of variables and the stack, so that what is known is never a guess;
 * whatever is not known how to do gives the row up.
 */
final class RowWriter {
    private static final int MOST_BLOCKS = 300;
    private static final int MOST_INSTRUCTIONS = 5_000;
    private static final int MOST_VARIABLES = 480;
    private static final int MOST_DEPTH = 4;
    /** Of those that may be NULL while the function is called; of more, each NULL gives the row up. */
    private static final int MOST_NULLABLE = 2;

    private static final String GUEST = Type.getDescriptor(GuestInstance.class);
    private static final String RUN = "([I[JIII" + GUEST + ")I";
    private static final String RUNTIME = Type.getInternalName(RowRuntime.class);
    static final String ARITHMETIC = Type.getInternalName(CodeRuntime.class);
    private static final String SUPER = Type.getInternalName(RowKernel.class);
    private static final String NAME =
            CodeFunctions.GENERATED_CLASS.replace('.', '/').replace("PythonCode", "Rows");

    private static final int PLACES = 1;
    private static final int INPUTS = 2;
    private static final int ROW = 3;
    private static final int ROWS = 4;
    private static final int BREAKER = 5;
    private static final int INSTANCE = 6;
    private static final int BYTES = 7;
    private static final int FIRST_COLUMN = 8;

    private record Block(Shape shape, Label label) {}

    /** Where a value is when a block begins: the place of a local variable or of an entry of a stack. */
    private record Home(int depth, int place, boolean onStack, Kind kind) {}

    private final RowFunction function;
    private final RowNames names;
    private final Readers readers;
    private final RowTemplates templates = new RowTemplates(this);
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    MethodVisitor method;
    private int variables;

    private final Map<Shape, Block> blocks = new HashMap<>();
    private final Deque<Block> pending = new ArrayDeque<>();
    private final Map<Integer, BitSet> leaders = new HashMap<>();
    private final Map<Home, Integer> homes = new HashMap<>();
    private final BitSet stackHomes = new BitSet();
    private final List<Integer> spares = new ArrayList<>();
    private int usedSpares;
    private int instructions;
    private boolean returns;

    private final Label head = new Label();
    private final Label done = new Label();
    private final Label nullRow = new Label();
    private final Label leave = new Label();

    /** Of the block that is being written. */
    RowState state = new RowState();

    /** Reads code objects, each once. */
    interface Readers {
        CodeReader read(int code) throws CodeReader.NotCompiled;
    }

    /** @param namesOf makes the names, given what hands variables out */
    RowWriter(
            RowFunction function,
            Readers readers,
            java.util.function.Function<java.util.function.IntSupplier, RowNames> namesOf) {
        this.function = function;
        this.readers = readers;
        this.variables = FIRST_COLUMN + 2 * (function.parameters().size() + 1);
        this.names = namesOf.apply(this::newVariable);
    }

    RowNames names() {
        return names;
    }

    /** @return the class, which has no state */
    byte[] write(CodeReader reader) throws CodeReader.NotCompiled {
        writer.visit(V11, ACC_FINAL | ACC_SUPER, NAME, null, SUPER, null);
        var constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        method = writer.visitMethod(ACC_PUBLIC, "run", RUN, null, null);
        method.visitCode();
        var prologue = new Label();
        method.visitJumpInsn(GOTO, prologue);
        writeHead(reader);
        while (!pending.isEmpty()) {
            writeBlock(pending.pop());
        }
        if (!returns) {
            throw new CodeReader.NotCompiled("no row can be done without Python");
        }
        writeEnds();
        method.visitLabel(prologue);
        writePrologue();
        var end = new Label();
        method.visitLabel(end);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        byte[] bytes = writer.toByteArray();
        if (end.getOffset() > CodeReader.LONGEST_METHOD) {
            throw new CodeReader.NotCompiled("it is too long");
        }
        return bytes;
    }

    private void writePrologue() {
        method.visitVarInsn(ALOAD, INSTANCE);
        method.visitFieldInsn(GETFIELD, Type.getInternalName(LinearMemory.class), "bytes", "[B");
        method.visitVarInsn(ASTORE, BYTES);
        for (int i = 0; i < 2 * (function.parameters().size() + 1); i++) {
            method.visitVarInsn(ALOAD, PLACES);
            pushInt(i);
            method.visitInsn(IALOAD);
            method.visitVarInsn(ISTORE, FIRST_COLUMN + i);
        }
        for (int i = 0; i < names.inputs().size(); i++) {
            RowValue input = names.inputs().get(i);
            method.visitVarInsn(ALOAD, INPUTS);
            pushInt(i);
            method.visitInsn(LALOAD);
            if (input.is(Kind.DOUBLE)) {
                method.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            }
            method.visitVarInsn(input.is(Kind.DOUBLE) ? DSTORE : LSTORE, input.variable());
        }
        method.visitJumpInsn(GOTO, head);
    }

    // rows

    private void writeHead(CodeReader reader) throws CodeReader.NotCompiled {
        method.visitLabel(head);
        method.visitVarInsn(ILOAD, ROW);
        method.visitVarInsn(ILOAD, ROWS);
        method.visitJumpInsn(IF_ICMPGE, leave);
        poll();
        if (CodeRuntime.CHAOS > 0) {
            method.visitInsn(ICONST_1);
            require(ARITHMETIC, "chaos", "(Z)Z");
        }
        for (int i = 0; i < function.parameters().size(); i++) {
            if (function.parameters().get(i).strict()) {
                valid(i);
                method.visitJumpInsn(IFEQ, nullRow);
            }
        }
        writeParameters(reader, new ArrayList<>(), 0);
    }

    private void valid(int column) {
        method.visitVarInsn(ALOAD, BYTES);
        method.visitVarInsn(ILOAD, FIRST_COLUMN + 2 * column);
        method.visitVarInsn(ILOAD, ROW);
        method.visitInsn(IADD);
        method.visitInsn(BALOAD);
    }

    private void place(int column) {
        method.visitVarInsn(ALOAD, BYTES);
        method.visitVarInsn(ILOAD, FIRST_COLUMN + 2 * column + 1);
        method.visitVarInsn(ILOAD, ROW);
        method.visitInsn(ICONST_3);
        method.visitInsn(ISHL);
        method.visitInsn(IADD);
    }

    private void writeParameters(CodeReader reader, List<Item> items, int nullable) throws CodeReader.NotCompiled {
        int column = items.size();
        if (column == function.parameters().size()) {
            var locals = new ArrayList<>(items);
            while (locals.size() < reader.slots) {
                locals.add(Item.UNSET);
            }
            state.frames.clear();
            state.frames.add(new Frame(reader, 0, locals, List.of()));
            goTo(0);
            return;
        }
        var parameter = function.parameters().get(column);
        var none = new Label();
        if (!parameter.strict()) {
            valid(column);
            method.visitJumpInsn(IFEQ, nullable < MOST_NULLABLE ? none : leave);
        }
        Item item = switch (parameter.type()) {
            case BOOLEAN -> Item.BOOL;
            case INT64 -> Item.LONG;
            case FLOAT64 -> Item.DOUBLE;
        };
        place(column);
        if (item == Item.DOUBLE) {
            call("getDouble", "([BI)D");
        } else {
            call("getLong", "([BI)J");
            if (item == Item.BOOL) {
                method.visitMethodInsn(INVOKESTATIC, ARITHMETIC, "truth", "(J)I", false);
                method.visitInsn(I2L);
            }
        }
        store(item, home(0, column, false, item.kind()));
        writeParameters(reader, with(items, item), nullable + (parameter.strict() ? 0 : 1));
        if (!parameter.strict() && nullable < MOST_NULLABLE) {
            method.visitLabel(none);
            writeParameters(reader, with(items, Item.NONE), nullable + 1);
        }
    }

    private static List<Item> with(List<Item> items, Item item) {
        var more = new ArrayList<>(items);
        more.add(item);
        return more;
    }

    private void writeEnds() {
        int result = function.parameters().size();
        method.visitLabel(done);
        setValid(result, ICONST_1);
        method.visitLabel(nullRow);
        setValid(result, ICONST_0);
        method.visitLabel(leave);
        method.visitVarInsn(ILOAD, ROW);
        method.visitInsn(IRETURN);
    }

    private void setValid(int column, int constant) {
        method.visitVarInsn(ALOAD, BYTES);
        method.visitVarInsn(ILOAD, FIRST_COLUMN + 2 * column);
        method.visitVarInsn(ILOAD, ROW);
        method.visitInsn(IADD);
        method.visitInsn(constant);
        method.visitInsn(BASTORE);
        method.visitIincInsn(ROW, 1);
        method.visitJumpInsn(GOTO, head);
    }

    /** The function returns; what the column does not take is for Python to report. */
    private void writeResult(RowValue value) {
        boolean fits = switch (function.result()) {
            case BOOLEAN -> value.is(Kind.BOOL);
            case INT64 -> value.is(Kind.LONG);
            case FLOAT64 -> value.is(Kind.DOUBLE) || value.is(Kind.LONG);
        };
        if (value.is(Kind.NONE)) {
            returns = true;
            method.visitJumpInsn(GOTO, nullRow);
        } else if (!fits) {
            leave();
        } else {
            returns = true;
            place(function.parameters().size());
            if (function.result() == RowFunction.Type.FLOAT64) {
                loadDouble(value);
                call("putDouble", "([BID)V");
            } else {
                load(value);
                call("putLong", "([BIJ)V");
            }
            method.visitJumpInsn(GOTO, done);
        }
    }

    // variables

    int newVariable() {
        variables += 2;
        return variables - 2;
    }

    /** A variable, or two, until the block ends. */
    int spare(boolean pair) {
        int needed = pair ? 2 : 1;
        while (spares.size() < usedSpares + needed) {
            spares.add(newVariable());
        }
        if (pair && spares.get(usedSpares) + 2 != spares.get(usedSpares + 1)) {
            usedSpares++;
            return spare(true);
        }
        usedSpares += needed;
        return spares.get(usedSpares - needed);
    }

    private int home(int depth, int place, boolean onStack, Kind kind) {
        Kind form = switch (kind) {
            case BOOL -> Kind.LONG;
            case RANGE_ITERATOR -> Kind.RANGE;
            default -> kind;
        };
        return homes.computeIfAbsent(new Home(depth, place, onStack, form), any -> {
            int variable = newVariable();
            if (onStack) {
                stackHomes.set(variable);
            }
            if (form == Kind.RANGE) {
                newVariable();
            }
            return variable;
        });
    }

    void load(RowValue value) {
        if (value.isConstant()) {
            if (value.is(Kind.DOUBLE)) {
                method.visitLdcInsn(Double.longBitsToDouble(value.bits()));
            } else {
                pushLong(value.bits());
            }
        } else {
            method.visitVarInsn(value.is(Kind.DOUBLE) ? DLOAD : LLOAD, value.variable());
        }
    }

    void pushLong(long value) {
        if (value == 0 || value == 1) {
            method.visitInsn(value == 0 ? LCONST_0 : LCONST_1);
        } else {
            method.visitLdcInsn(value);
        }
    }

    void pushInt(int value) {
        method.visitIntInsn(SIPUSH, value);
    }

    void loadDouble(RowValue value) {
        if (value.isWhole() && value.isConstant()) {
            method.visitLdcInsn((double) value.bits());
            return;
        }
        load(value);
        if (value.isWhole()) {
            method.visitInsn(L2D);
        }
    }

    private void store(Item item, int variable) {
        method.visitVarInsn(item.is(Kind.DOUBLE) ? DSTORE : LSTORE, variable);
    }

    /** Takes what is on the JVM's stack. */
    RowValue keep(Item item) {
        int variable = spare(false);
        store(item, variable);
        return RowValue.in(item, variable);
    }

    private void copy(RowValue value, int variable) {
        load(value);
        store(value.item(), variable);
        if (value.item().isPair()) {
            method.visitVarInsn(LLOAD, value.variable() + 2);
            method.visitVarInsn(LSTORE, variable + 2);
        }
    }

    private RowValue moved(RowValue value) {
        int variable = spare(value.item().isPair());
        copy(value, variable);
        return RowValue.in(value.item(), variable);
    }

    /** One that the end of the block does not write over. */
    RowValue protect(RowValue value) {
        return value.variable() >= 0 && stackHomes.get(value.variable()) ? moved(value) : value;
    }

    RowValue local(int slot) {
        Item item = state.top().locals.get(slot);
        return item.isAtRunTime()
                ? RowValue.in(item, home(state.depth(), slot, false, item.kind()))
                : RowValue.of(item);
    }

    void setLocal(int slot, RowValue value) {
        setLocal(state.depth(), slot, value);
    }

    private void setLocal(int depth, int slot, RowValue value) {
        Frame frame = state.frames.get(depth);
        frame.locals.set(slot, value.item());
        if (!value.item().isAtRunTime()) {
            return;
        }
        int variable = home(depth, slot, false, value.item().kind());
        for (int i = 0; i < frame.stack.size(); i++) {
            if (frame.stack.get(i).variable() == variable) {
                frame.stack.set(i, moved(frame.stack.get(i)));
            }
        }
        if (value.variable() != variable) {
            copy(value, variable);
        }
    }

    /** Brings all entries of stacks to where blocks expect them. */
    private void settle() {
        for (int depth = 0; depth < state.frames.size(); depth++) {
            Frame frame = state.frames.get(depth);
            for (int i = 0; i < frame.stack.size(); i++) {
                RowValue value = frame.stack.get(i);
                if (value.item().isAtRunTime()
                        && value.variable() != home(depth, i, true, value.item().kind())) {
                    frame.stack.set(i, protect(value));
                }
            }
        }
        for (int depth = 0; depth < state.frames.size(); depth++) {
            Frame frame = state.frames.get(depth);
            for (int i = 0; i < frame.stack.size(); i++) {
                RowValue value = frame.stack.get(i);
                if (value.item().isAtRunTime()) {
                    int variable = home(depth, i, true, value.item().kind());
                    if (value.variable() != variable) {
                        copy(value, variable);
                    }
                    frame.stack.set(i, RowValue.in(value.item(), variable));
                }
            }
        }
    }

    // control

    void call(String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, RUNTIME, name, descriptor, false);
    }

    /** Gives the row up unless the helper, whose arguments are on the stack, says that all is well. */
    void require(String owner, String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
        method.visitJumpInsn(IFEQ, leave);
    }

    void require(String name, String descriptor) {
        require(RUNTIME, name, descriptor);
    }

    void leave() {
        method.visitJumpInsn(GOTO, leave);
    }

    void poll() {
        method.visitVarInsn(ILOAD, BREAKER);
        method.visitVarInsn(ALOAD, BYTES);
        method.visitVarInsn(ALOAD, INSTANCE);
        require("mayGoOn", "(I[B" + GUEST + ")Z");
    }

    private Label block(int unit) throws CodeReader.NotCompiled {
        Shape shape = state.shape(unit);
        Block known = blocks.get(shape);
        if (known == null) {
            if (blocks.size() >= MOST_BLOCKS) {
                throw new CodeReader.NotCompiled("it has too many branches");
            }
            known = new Block(shape, new Label());
            blocks.put(shape, known);
            pending.push(known);
        }
        return known.label;
    }

    /** Ends the block. */
    void goTo(int unit) throws CodeReader.NotCompiled {
        settle();
        method.visitJumpInsn(GOTO, block(unit));
    }

    /** Something that jumps to a label where it does not hold. */
    interface Condition {
        void unless(Label label);
    }

    /** Ends the block, whose stack is as both sides expect it. */
    void branch(int then, int otherwise, Condition condition) throws CodeReader.NotCompiled {
        settle();
        Label no = block(otherwise);
        Label yes = block(then);
        condition.unless(no);
        method.visitJumpInsn(GOTO, yes);
    }

    /** The end of a range: the last entry of the stack is its iterator. */
    RowValue iterate(int exit) throws CodeReader.NotCompiled {
        settle();
        Frame frame = state.top();
        RowValue iterator = frame.pop();
        Label end = block(exit);
        frame.push(iterator);
        method.visitVarInsn(LLOAD, iterator.variable() + 2);
        method.visitInsn(LCONST_0);
        method.visitInsn(LCMP);
        method.visitJumpInsn(IFLE, end);
        method.visitVarInsn(LLOAD, iterator.variable());
        RowValue next = keep(Item.LONG);
        method.visitVarInsn(LLOAD, iterator.variable());
        pushLong((Long) iterator.item().detail());
        method.visitInsn(LADD);
        method.visitVarInsn(LSTORE, iterator.variable());
        method.visitVarInsn(LLOAD, iterator.variable() + 2);
        method.visitInsn(LCONST_1);
        method.visitInsn(LSUB);
        method.visitVarInsn(LSTORE, iterator.variable() + 2);
        return next;
    }

    boolean isLeader(CodeReader reader, int unit) {
        return leaders.computeIfAbsent(reader.code, any -> {
                    var found = new BitSet();
                    for (int at = 0; at < reader.units; at++) {
                        if (reader.opcodes[at] != null) {
                            for (int target : reader.jumps(at)) {
                                found.set(target);
                            }
                        }
                    }
                    return found;
                })
                .get(unit);
    }

    /** A function of Python becomes part of this one. Returns false where it cannot. */
    boolean enter(RowValue.PythonFunction callee, List<RowValue> arguments) throws CodeReader.NotCompiled {
        if (state.frames.size() > MOST_DEPTH) {
            return false;
        }
        CodeReader reader = readers.read(callee.guard().code());
        if (!RowCompiler.isPlain(reader, arguments.size())) {
            return false;
        }
        var locals = new ArrayList<Item>();
        for (int i = 0; i < reader.slots; i++) {
            locals.add(Item.UNSET);
        }
        state.frames.add(new Frame(reader, 0, locals, List.of()));
        for (int i = 0; i < arguments.size(); i++) {
            setLocal(i, arguments.get(i));
        }
        return true;
    }

    /** Returns whether the block goes on. */
    boolean exit(RowValue result) {
        if (state.frames.size() == 1) {
            writeResult(result);
            return false;
        }
        state.frames.remove(state.frames.size() - 1);
        state.top().push(result.item().isAtRunTime() && !result.isConstant() ? moved(result) : result);
        return true;
    }

    private void writeBlock(Block block) throws CodeReader.NotCompiled {
        state = new RowState();
        usedSpares = 0;
        for (var shape : block.shape.frames()) {
            int depth = state.frames.size();
            var stack = new ArrayList<RowValue>();
            for (Item item : shape.stack()) {
                stack.add(
                        item.isAtRunTime()
                                ? RowValue.in(item, home(depth, stack.size(), true, item.kind()))
                                : RowValue.of(item));
            }
            state.frames.add(new Frame(readers.read(shape.code()), shape.unit(), shape.locals(), stack));
        }
        method.visitLabel(block.label);
        boolean first = true;
        while (true) {
            Frame frame = state.top();
            int unit = frame.unit;
            Opcode opcode = frame.reader.at(unit);
            if (opcode == null) {
                leave();
                return;
            }
            if (!first && isLeader(frame.reader, unit)) {
                goTo(unit);
                return;
            }
            first = false;
            if (++instructions > MOST_INSTRUCTIONS || variables > MOST_VARIABLES) {
                throw new CodeReader.NotCompiled("it is too long");
            }
            frame.unit = frame.reader.next(unit);
            if (!templates.write(frame, opcode, unit)) {
                return;
            }
        }
    }
}
