package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;
import static org.pythonwasm.jit.bytecode.CodeReader.LONGEST_METHOD;
import static org.pythonwasm.jit.frames.CompiledClass.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.objectweb.asm.Label;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.jit.frames.Loops.Loop;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeHistory.Kind;
import org.pythonwasm.machine.code.CodeLayout;

/**
 * Writes the class of a code object in one pass. Within a block the value stack is in variables; at its end, before whatever has no
 * form of its own here, and where a guard fails, it is in memory, as the interpreter has it. All guards of an instruction come
 * before its effects.
 */
final class Emitter extends Continuations {
    /** So much of a method is instructions where a body is cut; the rest is what leaves them. */
    private static final int CUT_AT = 4_500;

    private static final int COST_OF_EXIT = 30;
    private static final int MOST_PARTS = 16;
    /** A block ends where it has more values in variables: each guard has code that writes all of them. */
    private static final int MOST_VALUES = 64;
    /** They make the frames that the JVM's interpreter has large. */
    private static final int MOST_VARIABLES = 240;

    /**
     * The instructions that have a form of their own. Each begins with its guards; false, with nothing written but what was loaded
     * from the stack, where the operands are not of the kind that the form is for.
     */
    interface Forms {
        boolean emit(Opcode opcode);

        /** The form for an instruction that meets ever other objects, if it has one. */
        boolean emitGeneral(Opcode opcode);
    }

    record Written(byte[] bytes, int[] pool, BitSet entries, List<Opcode> handled, int forms) {}

    private final boolean cutting;
    private final Loops loops;
    private final Forms forms;
    private final Attributes attributes = new Attributes(this);

    // of the method that is being written
    private Label begin;
    private final List<Integer> written = new ArrayList<>();
    private final Map<Loop, Label> dispatches = new HashMap<>();

    // of all methods
    private int mostVariables;
    private final List<Integer> partBegins = new ArrayList<>();
    private final List<Label[]> extents = new ArrayList<>();
    /** Instructions that what the interpreter runs them with does, and how many others there are. */
    private final List<Opcode> handled = new ArrayList<>();

    private int formed;

    private Emitter(
            Function<Emitter, Forms> forms,
            CodeReader reader,
            CodeLayout layout,
            int frame,
            CodeHistory history,
            boolean cutting)
            throws CodeReader.NotCompiled {
        super(reader, layout, frame, history);
        this.cutting = cutting;
        this.forms = forms.apply(this);
        loops = new Loops(reader);
    }

    /** @param forms how instructions are written for an emitter */
    static Written write(
            Function<Emitter, Forms> forms, CodeReader reader, CodeLayout layout, int frame, CodeHistory history)
            throws CodeReader.NotCompiled {
        try {
            return new Emitter(forms, reader, layout, frame, history, false).write();
        } catch (CodeReader.NotCompiled tooLong) {
            return new Emitter(forms, reader, layout, frame, history, true).write();
        }
    }

    private Written write() throws CodeReader.NotCompiled {
        emitBody();
        byte[] bytes = compiled.finish();
        for (Label[] extent : extents) {
            if (extent[1].getOffset() - extent[0].getOffset() >= LONGEST_METHOD) {
                throw new CodeReader.NotCompiled("a method that would not be compiled");
            }
        }
        if (mostVariables > MOST_VARIABLES) {
            throw new CodeReader.NotCompiled("too many variables");
        }
        return new Written(bytes, compiled.pool(), entries(), handled, formed);
    }

    private BitSet entries() {
        var entries = new BitSet();
        for (int at = 0; at < reader.units; at++) {
            if (reader.at(at) != null && reader.reachable.get(at) && isEntry(at)) {
                entries.set(at);
            }
        }
        return entries;
    }

    // methods

    private void emitBody() throws CodeReader.NotCompiled {
        beginPart(0);
        boolean open = false;
        for (int at = 0; at < reader.units; at++) {
            Opcode opcode = reader.at(at);
            if (opcode == null || !reader.reachable.get(at)) {
                if (opcode != null && reader.leaders.get(at)) {
                    open = false;
                }
                continue;
            }
            unit = at;
            if (open && reader.beginnings[at] == at && (isTimeToCut() || isFull())) {
                reader.leaders.set(at);
            }
            boolean leader = reader.leaders.get(at);
            if (leader || !open) {
                open = beginBlock(open);
            }
            if (opcode == Opcode.EXTENDED_ARG) {
                continue;
            }
            begin(opcode);
            open = !CodeReader.endsBlock(opcode) && !reader.isUnused(at);
        }
        endPart();
        if (partBegins.size() > 1) {
            emitRun();
        }
    }

    /** Long code without jumps is cut where the stack is in memory anyway. */
    private boolean isTimeToCut() {
        return cutting && isAllInMemory() && offset() + COST_OF_EXIT * usedExits > CUT_AT;
    }

    private boolean isFull() {
        return depth() > MOST_VALUES || variables > MOST_VARIABLES - MOST_VALUES;
    }

    /** Whatever comes here has the stack in memory. */
    private boolean beginBlock(boolean open) throws CodeReader.NotCompiled {
        if (open) {
            beginExit(unit);
            checkTouched();
            flush();
        }
        if (cutting && !written.isEmpty() && offset() + COST_OF_EXIT * usedExits > CUT_AT) {
            if (open) {
                goElsewhere(unit);
            }
            if (takeLanding()) {
                goElsewhere(unit);
            }
            endPart();
            beginPart(unit);
        }
        beginValues();
        Loop loop = loops.enteredWithin(unit, at -> reader.reachable.get(at) && isEntry(at));
        if (loop != null && hasLanding()) {
            method.visitJumpInsn(GOTO, label(unit));
            takeLanding();
        }
        method.visitLabel(label(unit));
        written.add(unit);
        if (hasLanding()) {
            land();
        }
        if (loop != null) {
            method.visitVarInsn(ILOAD, NEXT);
            method.visitJumpInsn(IFNE, dispatches.computeIfAbsent(loop, any -> new Label()));
        }
        return true;
    }

    private int offset() {
        var now = new Label();
        method.visitLabel(now);
        return now.getOffset() - begin.getOffset();
    }

    private boolean isEntry(int at) {
        return cutting ? reader.leaders.get(at) : reader.entries.contains(at);
    }

    private void beginPart(int at) throws CodeReader.NotCompiled {
        if (partBegins.size() >= MOST_PARTS) {
            throw new CodeReader.NotCompiled("it is too long");
        }
        method = compiled.method(cutting ? ACC_PRIVATE : ACC_PUBLIC, cutting ? "part" + partBegins.size() : "run");
        partBegins.add(at);
        method.visitCode();
        begin = new Label();
        method.visitLabel(begin);
        labels.clear();
        written.clear();
        exits.clear();
        dispatches.clear();
        usedExits = 0;
        leave = new Label();
        variables = FIRST_VARIABLE;
        method.visitVarInsn(ALOAD, THIS);
        method.visitFieldInsn(GETFIELD, SUPER, "code", "I");
        method.visitVarInsn(ISTORE, CODE);
        method.visitInsn(LCONST_0);
        method.visitVarInsn(LSTORE, RESULT);
        method.visitInsn(ICONST_0);
        method.visitVarInsn(ISTORE, UNIT);
        method.visitInsn(ICONST_0);
        method.visitVarInsn(ISTORE, TOUCHED);
        method.visitJumpInsn(GOTO, dispatch());
    }

    private Label dispatch() {
        return labels.computeIfAbsent(-1, any -> new Label());
    }

    private void endPart() {
        emitExits();
        emitDispatch();
        emitElsewhere();
        method.visitLabel(leave);
        method.visitVarInsn(LLOAD, RESULT);
        method.visitInsn(LRETURN);
        var end = new Label();
        method.visitLabel(end);
        extents.add(new Label[] {begin, end});
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private void emitExits() {
        emitExits("left", exit -> !exit.lookout);
        emitExits("paused", exit -> exit.lookout);
    }

    private void emitExits(String reason, Predicate<Exit> which) {
        var together = new Label();
        boolean any = false;
        for (Exit exit : exits) {
            if (exit.used && which.test(exit)) {
                any = true;
                method.visitLabel(exit.label);
                write(exit);
                push(exit.unit);
                method.visitVarInsn(ISTORE, UNIT);
                method.visitJumpInsn(GOTO, together);
            }
        }
        if (any) {
            method.visitLabel(together);
            method.visitVarInsn(ALOAD, THIS);
            method.visitVarInsn(ILOAD, UNIT);
            method.visitVarInsn(ILOAD, STACK);
            call(reason, "(L" + SUPER + ";II)J");
            method.visitInsn(LRETURN);
        }
    }

    /**
     * A loop is entered at its head only, or the JVM's compiler would not take it for one: what begins within goes to the head of the
     * outermost, which hands on.
     */
    private void emitDispatch() {
        var places = new TreeMap<Integer, Label>();
        var stubs = new TreeMap<Integer, Label>();
        for (int at : written) {
            if (isEntry(at)) {
                places.put(at, entered(at, null, stubs));
            }
        }
        method.visitLabel(dispatch());
        emitSwitch(places, back());
        method.visitLabel(back());
        method.visitVarInsn(ILOAD, NEXT);
        method.visitVarInsn(ILOAD, STACK);
        callWithoutGuest("pair", "(II)J");
        method.visitInsn(LRETURN);
        dispatches.forEach((loop, label) -> {
            var within = new TreeMap<Integer, Label>();
            for (int at : written) {
                if (at != loop.head() && loop.contains(at) && isEntry(at)) {
                    within.put(at, entered(at, loop, stubs));
                }
            }
            method.visitLabel(label);
            if (within.isEmpty()) {
                stub(loop.head());
            } else {
                emitSwitch(within, stubs.computeIfAbsent(loop.head(), any -> new Label()));
            }
        });
        stubs.forEach((at, label) -> {
            method.visitLabel(label);
            stub(at);
        });
    }

    private void stub(int at) {
        method.visitInsn(ICONST_0);
        method.visitVarInsn(ISTORE, NEXT);
        method.visitJumpInsn(GOTO, label(at));
    }

    private Label back() {
        return labels.computeIfAbsent(-2, any -> new Label());
    }

    /** Where to go for an entry, from within a loop or from outside of all. */
    private Label entered(int at, Loop from, Map<Integer, Label> stubs) {
        Loop outermost = loops.outermost(at, from, dispatches::containsKey);
        return outermost != null ? label(outermost.head()) : stubs.computeIfAbsent(at, any -> new Label());
    }

    private void emitSwitch(TreeMap<Integer, Label> places, Label otherwise) {
        method.visitVarInsn(ILOAD, NEXT);
        method.visitVarInsn(ILOAD, CODE);
        method.visitInsn(ISUB);
        method.visitLookupSwitchInsn(
                otherwise,
                places.keySet().stream()
                        .mapToInt(at -> CodeLayout.CODE_UNITS + 2 * at)
                        .toArray(),
                places.values().toArray(Label[]::new));
    }

    private void emitElsewhere() {
        var here = List.copyOf(written);
        for (var entry : List.copyOf(labels.entrySet())) {
            if (entry.getKey() >= 0 && !here.contains(entry.getKey())) {
                method.visitLabel(entry.getValue());
                goElsewhere(entry.getKey());
            }
        }
    }

    /** Goes on in the method that has the block: the lowest bit of the stack pointer says so. */
    private void goElsewhere(int at) {
        unitAddress(at);
        method.visitVarInsn(ILOAD, STACK);
        method.visitInsn(ICONST_1);
        method.visitInsn(IOR);
        callWithoutGuest("pair", "(II)J");
        method.visitInsn(LRETURN);
    }

    private void emitRun() {
        method = compiled.method(ACC_PUBLIC, "run");
        method.visitCode();
        var again = new Label();
        method.visitLabel(again);
        for (int i = 0; i < partBegins.size(); i++) {
            var other = new Label();
            if (i < partBegins.size() - 1) {
                method.visitVarInsn(ILOAD, NEXT);
                method.visitVarInsn(ALOAD, THIS);
                method.visitFieldInsn(GETFIELD, SUPER, "code", "I");
                method.visitInsn(ISUB);
                push(CodeLayout.CODE_UNITS + 2 * partBegins.get(i + 1));
                method.visitJumpInsn(IF_ICMPGE, other);
            }
            method.visitVarInsn(ALOAD, THIS);
            for (int variable = THREAD; variable < INSTANCE; variable++) {
                method.visitVarInsn(ILOAD, variable);
            }
            method.visitVarInsn(ALOAD, INSTANCE);
            method.visitMethodInsn(INVOKEVIRTUAL, NAME, "part" + i, RUN, false);
            method.visitVarInsn(LSTORE, RESULT);
            var done = new Label();
            method.visitVarInsn(LLOAD, RESULT);
            callWithoutGuest("goesOn", "(J)Z");
            method.visitJumpInsn(IFEQ, done);
            method.visitVarInsn(LLOAD, RESULT);
            method.visitInsn(L2I);
            push(~1);
            method.visitInsn(IAND);
            method.visitVarInsn(ISTORE, STACK);
            method.visitVarInsn(LLOAD, RESULT);
            method.visitIntInsn(BIPUSH, 32);
            method.visitInsn(LUSHR);
            method.visitInsn(L2I);
            method.visitVarInsn(ISTORE, NEXT);
            method.visitJumpInsn(GOTO, again);
            method.visitLabel(done);
            method.visitVarInsn(LLOAD, RESULT);
            method.visitInsn(LRETURN);
            method.visitLabel(other);
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    // instructions

    private void begin(Opcode opcode) {
        beginExit(reader.beginnings[unit]);
        checkTouched();
        if (reader.isUnused(unit)) {
            method.visitJumpInsn(GOTO, out());
        } else if (!emitForm(opcode)) {
            handled.add(opcode);
            handle(opcode);
        } else {
            formed++;
        }
        mostVariables = Math.max(mostVariables, variables);
    }

    private boolean emitForm(Opcode opcode) {
        int at = reader.beginnings[unit];
        Kind now = attributes.now(opcode);
        List<Kind> kinds = opcode == Opcode.LOAD_ATTR || now != null ? history.kinds(at, now) : List.of();
        if (kinds.size() > 1 && !history.isHopeless(at)) {
            return attributes.load(kinds);
        }
        if (CodeReader.isLookout(opcode) || !history.isGeneral(at)) {
            return forms.emit(opcode);
        }
        return !history.isHopeless(at) && forms.emitGeneral(opcode);
    }
}
