package org.pythonwasm.jit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.pythonwasm.machine.code.CallSite;
import org.pythonwasm.machine.code.CodeFunctions;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeHistory.Kind;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.CodeTable;
import org.pythonwasm.machine.code.CompiledCode;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Writes the class of a code object in one pass. Within a block the value stack is in variables; at its end, before whatever has no
 * form of its own here, and where a guard fails, it is in memory, as the interpreter has it. All guards of an instruction come
 * before its effects.
 */
final class Emitter {
    /** HotSpot compiles no method of more. */
    static final int LONGEST_METHOD = 8_000;
    /** Of which so much is instructions where a body is cut; the rest is what leaves them. */
    private static final int CUT_AT = 4_500;

    private static final int COST_OF_EXIT = 30;
    private static final int MOST_PARTS = 16;
    /** What enters a loop from elsewhere is found by trying each: the work grows with the square of their number. */
    private static final int MOST_LOOPS = 200;
    /** A block ends where it has more values in variables: each guard has code that writes all of them. */
    private static final int MOST_VALUES = 64;
    /** They make the frames that the JVM's interpreter has large. */
    private static final int MOST_VARIABLES = 240;

    static final String GUEST = Type.getDescriptor(GuestInstance.class);
    static final String RUN = "(IIII" + GUEST + ")J";
    private static final String RUNTIME = Type.getInternalName(CodeRuntime.class);
    static final String SUPER = Type.getInternalName(CompiledCode.class);
    private static final String SITE = Type.getInternalName(CallSite.class);
    private static final String NAME =
            CodeFunctions.GENERATED_CLASS.replace('.', '/').replace("PythonCode", "Compiled");

    static final int THIS = 0;
    static final int THREAD = 1;
    static final int FRAME = 2;
    static final int STACK = 3;
    static final int NEXT = 4;
    static final int INSTANCE = 5;
    private static final int CODE = 6;
    private static final int RESULT = 7;
    private static final int UNIT = 9;
    /** Not 0 once the end of an object may have changed what is known here. */
    private static final int TOUCHED = 10;

    /** What a call has returned, an object or a number, where the block behind it begins. */
    private static final int VALUE = 11;

    private static final int NUMBER = 12;
    private static final int FIRST_VARIABLE = 14;

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

    /** Where the interpreter goes on at an instruction, with a stack that is not in memory yet. */
    private static final class Exit {
        final Label label = new Label();
        final List<Value> stack;
        final int popped;
        final int unit;
        boolean used;
        /** Whether it is taken where something waits for the interpreter. */
        boolean lookout;

        Exit(List<Value> stack, int popped, int unit) {
            this.stack = stack;
            this.popped = popped;
            this.unit = unit;
        }
    }

    /** Where a block begins with a value that a call has returned, which is not on the stack in memory yet. */
    private record Landing(int unit, Value value, Label label) {}

    private record Loop(int head, int end) {
        boolean contains(int unit) {
            return unit >= head && unit <= end;
        }
    }

    final CodeReader reader;
    final CodeLayout layout;
    final int frame;
    private final CodeHistory history;
    private final boolean cutting;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    private final List<Integer> pool = new ArrayList<>();
    private int sites;
    private final Map<Opcode, String> handlers = new TreeMap<>();
    private final List<Loop> loops = new ArrayList<>();
    private final Forms forms;
    private final Attributes attributes = new Attributes(this);

    // of the method that is being written
    MethodVisitor method;
    private Label begin;
    private final Map<Integer, Label> labels = new HashMap<>();
    private final List<Integer> written = new ArrayList<>();
    private final List<Exit> exits = new ArrayList<>();
    private final Map<Loop, Label> dispatches = new HashMap<>();
    private Label leave;
    private int usedExits;
    private int mostVariables;
    private final List<Integer> partBegins = new ArrayList<>();
    private final List<Label[]> extents = new ArrayList<>();

    // of the block
    private List<Value> stack = new ArrayList<>();
    private int popped;
    private int variables;
    private Exit here;
    private boolean mayBeTouched;
    private Landing landing;
    /** What is known of references, by variable, and of local variables: their numbers. */
    private final Map<Integer, Value> unboxed = new HashMap<>();

    private final Map<Integer, Value> locals = new HashMap<>();
    /** In which variables the references of local variables are, as long as nothing was stored. */
    private final Map<Integer, Integer> references = new HashMap<>();
    /** Where values lie that were loaded from the stack in memory, by variable, as distances from its pointer. */
    private final Map<Integer, Integer> places = new HashMap<>();

    int unit;

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
        this.reader = reader;
        this.layout = layout;
        this.frame = frame;
        this.history = history;
        this.cutting = cutting;
        this.forms = forms.apply(this);
        findLoops();
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

    private void findLoops() throws CodeReader.NotCompiled {
        var ends = new TreeMap<Integer, Integer>();
        for (int at = 0; at < reader.units; at++) {
            if (reader.at(at) == Opcode.JUMP_BACKWARD && reader.reachable.get(at)) {
                ends.merge(reader.next(at) - reader.arguments[at], at, Math::max);
            }
        }
        if (ends.size() > MOST_LOOPS) {
            throw new CodeReader.NotCompiled("it has too many loops");
        }
        ends.forEach((head, end) -> loops.add(new Loop(head, end)));
    }

    private Written write() throws CodeReader.NotCompiled {
        writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME, null, SUPER, null);
        emitBody();
        emitHandlers();
        emitConstructor();
        writer.visitEnd();
        byte[] bytes;
        try {
            bytes = writer.toByteArray();
        } catch (RuntimeException tooLarge) {
            throw new CodeReader.NotCompiled("its class is too large");
        }
        for (Label[] extent : extents) {
            if (extent[1].getOffset() - extent[0].getOffset() >= LONGEST_METHOD) {
                throw new CodeReader.NotCompiled("a method that would not be compiled");
            }
        }
        if (mostVariables > MOST_VARIABLES) {
            throw new CodeReader.NotCompiled("too many variables");
        }
        return new Written(bytes, pool.stream().mapToInt(Integer::intValue).toArray(), entries(), handled, formed);
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

    // the class

    private void emitConstructor() {
        var constructor = writer.visitMethod(0, "<init>", "(II[I)V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ILOAD, 1);
        constructor.visitVarInsn(ILOAD, 2);
        constructor.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "(II)V", false);
        for (int i = 0; i < pool.size(); i++) {
            writer.visitField(ACC_FINAL | ACC_PRIVATE, "p" + i, "I", null, null).visitEnd();
            constructor.visitVarInsn(ALOAD, 0);
            constructor.visitVarInsn(ALOAD, 3);
            push(constructor, i);
            constructor.visitInsn(IALOAD);
            constructor.visitFieldInsn(PUTFIELD, NAME, "p" + i, "I");
        }
        for (int i = 0; i < sites; i++) {
            writer.visitField(ACC_FINAL | ACC_PRIVATE, "s" + i, "L" + SITE + ";", null, null)
                    .visitEnd();
            constructor.visitVarInsn(ALOAD, 0);
            constructor.visitTypeInsn(NEW, SITE);
            constructor.visitInsn(DUP);
            constructor.visitMethodInsn(INVOKESPECIAL, SITE, "<init>", "()V", false);
            constructor.visitFieldInsn(PUTFIELD, NAME, "s" + i, "L" + SITE + ";");
        }
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
    }

    /** The number of a field that holds an address or a version, which differs from guest to guest. */
    int pooled(int value) {
        pool.add(value);
        return pool.size() - 1;
    }

    /** What runs an instruction whose kind may have changed since: the compiled kind, or whatever is there. */
    private void emitHandlers() {
        handlers.forEach((opcode, place) -> {
            var handler = writer.visitMethod(ACC_PRIVATE | ACC_STATIC, name(opcode), CodeFunctions.HANDLER, null, null);
            handler.visitCode();
            var other = new Label();
            handler.visitVarInsn(ILOAD, 3);
            push(handler, opcode.number);
            handler.visitVarInsn(ALOAD, 5);
            handler.visitMethodInsn(INVOKESTATIC, RUNTIME, "isStill", "(II" + GUEST + ")Z", false);
            handler.visitJumpInsn(IFEQ, other);
            loadHandlerArguments(handler);
            invokeHandler(handler, place);
            handler.visitInsn(DUP2);
            handler.visitInsn(L2I);
            handler.visitInsn(ICONST_2);
            var redispatch = new Label();
            handler.visitJumpInsn(IF_ICMPEQ, redispatch);
            handler.visitInsn(LRETURN);
            handler.visitLabel(redispatch);
            handler.visitInsn(POP2);
            handler.visitLabel(other);
            loadHandlerArguments(handler);
            handler.visitMethodInsn(INVOKESTATIC, RUNTIME, "any", CodeFunctions.HANDLER, false);
            handler.visitInsn(LRETURN);
            handler.visitMaxs(0, 0);
            handler.visitEnd();
        });
    }

    private static String name(Opcode opcode) {
        return "run_" + opcode.name();
    }

    private static void loadHandlerArguments(MethodVisitor method) {
        for (int i = 0; i < 5; i++) {
            method.visitVarInsn(ILOAD, i);
        }
        method.visitVarInsn(ALOAD, 5);
    }

    private static void invokeHandler(MethodVisitor method, String place) {
        int dot = place.indexOf('.');
        method.visitMethodInsn(
                INVOKESTATIC, place.substring(0, dot), place.substring(dot + 1), CodeFunctions.HANDLER, false);
    }

    /** Class and method of what runs an instruction in the interpreter; null if nothing does. */
    private String handler(Opcode opcode) {
        int cell = layout.handlers() + 4 * opcode.number;
        reader.guest.checkRange(cell, 4);
        int number = reader.get(cell);
        return number == 0 ? null : CodeTable.of(reader.guest).functions().handler(number);
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
        return cutting && stack.isEmpty() && popped == 0 && offset() + COST_OF_EXIT * usedExits > CUT_AT;
    }

    private boolean isFull() {
        return stack.size() > MOST_VALUES || variables > MOST_VARIABLES - MOST_VALUES;
    }

    /** Whatever comes here has the stack in memory. */
    private boolean beginBlock(boolean open) throws CodeReader.NotCompiled {
        if (open) {
            here = new Exit(List.copyOf(stack), popped, unit);
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
        stack = new ArrayList<>();
        popped = 0;
        mayBeTouched = false;
        forget();
        places.clear();
        variables = FIRST_VARIABLE;
        Loop loop = loopAt(unit);
        boolean dispatching = loop != null && hasEntries(loop);
        if (dispatching && landing != null) {
            method.visitJumpInsn(GOTO, label(unit));
            takeLanding();
        }
        method.visitLabel(label(unit));
        written.add(unit);
        if (landing != null) {
            land();
        }
        if (dispatching) {
            method.visitVarInsn(ILOAD, NEXT);
            method.visitJumpInsn(IFNE, dispatches.computeIfAbsent(loop, any -> new Label()));
        }
        return true;
    }

    /** Puts what a call has returned onto the stack in memory. */
    private boolean takeLanding() {
        if (landing == null) {
            return false;
        }
        method.visitLabel(landing.label);
        write(List.of(landing.value), 0);
        landing = null;
        return true;
    }

    /** Who comes here from elsewhere than the call has the value on the stack in memory. */
    private void land() {
        method.visitVarInsn(ILOAD, STACK);
        push(-4);
        method.visitInsn(IADD);
        call("get", "(I)I");
        method.visitVarInsn(ISTORE, VALUE);
        if (landing.value.is(Value.Kind.LONG)) {
            exitHere();
            mayFail();
            takeInt();
            method.visitJumpInsn(IFEQ, out());
        } else if (landing.value.is(Value.Kind.DOUBLE)) {
            exitHere();
            method.visitVarInsn(ILOAD, VALUE);
            type(layout.floatType());
            call("isType", "(II)Z");
            guard();
            method.visitVarInsn(ILOAD, VALUE);
            call("floatValue", "(I)D");
            method.visitVarInsn(DSTORE, NUMBER);
        }
        method.visitIincInsn(STACK, -4);
        if (landing.value.is(Value.Kind.DOUBLE)) {
            // The end of a number runs nothing.
            method.visitVarInsn(ILOAD, VALUE);
            method.visitVarInsn(ILOAD, FRAME);
            unitAddress(unit);
            call("drop", "(III)Z");
            method.visitInsn(POP);
        }
        method.visitLabel(landing.label);
        stack.add(landing.value);
        landing = null;
    }

    private int offset() {
        var now = new Label();
        method.visitLabel(now);
        return now.getOffset() - begin.getOffset();
    }

    private Loop loopAt(int head) {
        for (Loop loop : loops) {
            if (loop.head == head) {
                return loop;
            }
        }
        return null;
    }

    private boolean isEntry(int at) {
        return cutting ? reader.leaders.get(at) : reader.entries.contains(at);
    }

    private boolean hasEntries(Loop loop) {
        for (int at = loop.head + 1; at <= loop.end; at++) {
            if (reader.reachable.get(at) && isEntry(at)) {
                return true;
            }
        }
        return false;
    }

    private void beginPart(int at) throws CodeReader.NotCompiled {
        if (partBegins.size() >= MOST_PARTS) {
            throw new CodeReader.NotCompiled("it is too long");
        }
        method = writer.visitMethod(
                cutting ? ACC_PRIVATE | ACC_FINAL : ACC_PUBLIC | ACC_FINAL,
                cutting ? "part" + partBegins.size() : "run",
                RUN,
                null,
                null);
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

    Label label(int at) {
        return labels.computeIfAbsent(at, any -> new Label());
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
                write(exit.stack, exit.popped);
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
                if (at != loop.head && loop.contains(at) && isEntry(at)) {
                    within.put(at, entered(at, loop, stubs));
                }
            }
            method.visitLabel(label);
            if (within.isEmpty()) {
                stub(loop.head);
            } else {
                emitSwitch(within, stubs.computeIfAbsent(loop.head, any -> new Label()));
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
        Loop outermost = null;
        for (Loop loop : loops) {
            boolean inner = from == null || loop != from && from.contains(loop.head) && loop.end <= from.end;
            if (inner && loop.contains(at) && loop.head != at && dispatches.containsKey(loop)) {
                if (outermost == null
                        || loop.head < outermost.head
                        || loop.head == outermost.head && loop.end > outermost.end) {
                    outermost = loop;
                }
            }
        }
        return outermost != null ? label(outermost.head) : stubs.computeIfAbsent(at, any -> new Label());
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
        method = writer.visitMethod(ACC_PUBLIC | ACC_FINAL, "run", RUN, null, null);
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
        here = new Exit(List.copyOf(stack), popped, reader.beginnings[unit]);
        exits.add(here);
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
        if (isLookout(opcode) || !history.isGeneral(at)) {
            return forms.emit(opcode);
        }
        return !history.isHopeless(at) && forms.emitGeneral(opcode);
    }

    /** Those that look at the kill flag have no other form. */
    private static boolean isLookout(Opcode opcode) {
        return opcode == Opcode.JUMP_BACKWARD
                || opcode == Opcode.JUMP_BACKWARD_NO_INTERRUPT
                || opcode == Opcode.RESUME_CHECK;
    }

    /** What ran at the end of an object may have changed local variables, or put a tracer in: nothing is known any more. */
    private void checkTouched() {
        if (mayBeTouched) {
            mayBeTouched = false;
            method.visitVarInsn(ILOAD, TOUCHED);
            if (exits.isEmpty() || exits.get(exits.size() - 1) != here) {
                exits.add(here);
            }
            method.visitJumpInsn(IFNE, out());
        }
    }

    /** By what the interpreter runs it with. */
    private void handle(Opcode opcode) {
        flush();
        forget();
        String place = handler(opcode);
        if (place == null || opcode == Opcode.INTERPRETER_EXIT || opcode == Opcode.ENTER_EXECUTOR) {
            unitAddress(reader.beginnings[unit]);
            method.visitVarInsn(ILOAD, STACK);
            callWithoutGuest("pair", "(II)J");
            method.visitVarInsn(LSTORE, RESULT);
            method.visitJumpInsn(GOTO, leave);
            return;
        }
        runHandler(opcode, place);
        if (opcode == Opcode.RETURN_VALUE
                || opcode == Opcode.RETURN_CONST
                || opcode == Opcode.YIELD_VALUE
                || opcode == Opcode.RETURN_GENERATOR) {
            method.visitInsn(LRETURN);
            return;
        }
        if (CodeReader.calls(opcode)) {
            method.visitVarInsn(ALOAD, THIS);
            method.visitVarInsn(ILOAD, THREAD);
            method.visitVarInsn(ILOAD, FRAME);
            call("calledBack", "(JL" + SUPER + ";II)J");
            comeBack(opcode.effect.taken().applyAsInt(reader.arguments[unit]));
            return;
        }
        if (CodeReader.pushesFrame(opcode)) {
            method.visitVarInsn(ILOAD, THREAD);
            method.visitVarInsn(ILOAD, FRAME);
            call("called", "(JII)J");
        }
        takeResult();
        if (!isQuiet(opcode)) {
            requireCurrent();
        }
        for (int target : reader.jumps(unit)) {
            branch(target);
        }
        if (CodeReader.endsBlock(opcode)) {
            leaveWithResult();
            return;
        }
        int next = reader.next(unit);
        if (CodeReader.mayFollow(opcode) && reader.followedByJump(unit)) {
            branch(reader.next(next));
            branch(reader.jumps(next)[0]);
        }
        goOnAt(next);
    }

    /** As {@link #handle}, beside a form: the stack is in memory, and the result is to be looked at. */
    void handleApart() {
        Opcode opcode = reader.opcodes[unit];
        String place = handler(opcode);
        if (place == null) {
            unitAddress(reader.beginnings[unit]);
            method.visitVarInsn(ILOAD, STACK);
            callWithoutGuest("pair", "(II)J");
        } else {
            runHandler(opcode, place);
        }
        takeResult();
        if (!isQuiet(opcode)) {
            requireCurrent();
        }
    }

    /** Puts the stack into memory for a way that comes back no more. */
    void writeStack() {
        write(List.copyOf(stack), popped);
    }

    /** Of a loop whose iterator has come to its end, with the stack in memory. */
    void handleAtEnd() {
        Opcode opcode = reader.opcodes[unit];
        String place = handler(opcode);
        if (place != null) {
            runHandler(opcode, place);
            takeResult();
            for (int target : reader.jumps(unit)) {
                branch(target);
            }
        } else {
            unitAddress(reader.beginnings[unit]);
            method.visitVarInsn(ILOAD, STACK);
            callWithoutGuest("pair", "(II)J");
            method.visitVarInsn(LSTORE, RESULT);
        }
        leaveWithResult();
    }

    /** The number that a guarded reference stands for. */
    Value number(Value value) {
        return unboxed.get(value.variable());
    }

    /** Those that run nothing of anybody's, and so put no tracer in. */
    private static boolean isQuiet(Opcode opcode) {
        return switch (opcode) {
            case LOAD_CONST,
                    LOAD_FAST,
                    BUILD_LIST,
                    BUILD_TUPLE,
                    BUILD_STRING,
                    COPY_FREE_VARS,
                    MAKE_CELL,
                    LOAD_DEREF,
                    LOAD_ATTR_MODULE,
                    LIST_APPEND,
                    CALL_LIST_APPEND,
                    MAKE_FUNCTION,
                    PUSH_NULL,
                    COPY,
                    SWAP -> true;
            default -> false;
        };
    }

    private void runHandler(Opcode opcode, String place) {
        method.visitVarInsn(ILOAD, THREAD);
        method.visitVarInsn(ILOAD, FRAME);
        method.visitVarInsn(ILOAD, STACK);
        unitAddress(unit);
        push(reader.arguments[unit]);
        method.visitVarInsn(ALOAD, INSTANCE);
        if (mayChange(opcode)) {
            handlers.put(opcode, place);
            method.visitMethodInsn(INVOKESTATIC, NAME, name(opcode), CodeFunctions.HANDLER, false);
        } else {
            invokeHandler(method, place);
        }
    }

    private static boolean mayChange(Opcode opcode) {
        return switch (opcode) {
            case POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, JUMP_BACKWARD -> false;
            default -> opcode.caches > 0;
        };
    }

    /** The result of what ran an instruction is on the operand stack. */
    void takeResult() {
        method.visitInsn(DUP2);
        method.visitVarInsn(LSTORE, RESULT);
        method.visitInsn(L2I);
        method.visitVarInsn(ISTORE, STACK);
    }

    /**
     * Runs a frame that was pushed for a code object. The block behind begins with the value.
     *
     * @param locals how many the code has, below zero if that is not known
     */
    void enter(int pushed, Runnable loadCode, int locals) {
        method.visitVarInsn(ALOAD, THIS);
        method.visitFieldInsn(GETFIELD, NAME, "s" + sites++, "L" + SITE + ";");
        loadCode.run();
        call("callee", "(L" + SITE + ";I)L" + SUPER + ";");
        method.visitInsn(DUP);
        int callee = fresh(1);
        method.visitVarInsn(ASTORE, callee);
        method.visitVarInsn(ILOAD, THREAD);
        method.visitVarInsn(ILOAD, pushed);
        method.visitVarInsn(ILOAD, pushed);
        if (locals >= 0) {
            push(CodeLayout.FRAME_SLOTS + 4 * locals);
            method.visitInsn(IADD);
        } else {
            loadCode.run();
            call("firstOfStack", "(II)I");
        }
        loadCode.run();
        push(CodeLayout.CODE_UNITS);
        method.visitInsn(IADD);
        method.visitVarInsn(ALOAD, INSTANCE);
        method.visitMethodInsn(INVOKEVIRTUAL, SUPER, "run", RUN, false);
        method.visitVarInsn(ALOAD, callee);
        method.visitVarInsn(ALOAD, THIS);
        method.visitVarInsn(ILOAD, THREAD);
        method.visitVarInsn(ILOAD, FRAME);
        method.visitVarInsn(ILOAD, pushed);
        call("back", "(JL" + SUPER + ";L" + SUPER + ";III)J");
        comeBack(0);
    }

    /**
     * What a call has come back with is on the operand stack: a value, or where the frame goes on, or a reason to leave it.
     *
     * @param taken what the stack in memory had for it
     */
    void comeBack(int taken) {
        method.visitVarInsn(LSTORE, RESULT);
        int next = reader.next(unit);
        landing = new Landing(next, returned(reader.user(unit)), new Label());
        takeReturned(taken);
        method.visitVarInsn(LLOAD, RESULT);
        method.visitInsn(L2I);
        method.visitVarInsn(ISTORE, STACK);
        requireCurrent();
        for (int target : reader.jumps(unit)) {
            branch(target);
        }
        goOnAt(next);
    }

    /** A call's value as what uses it wants it. */
    private Value returned(Opcode user) {
        if (user != null && user.takesInts() && !history.isGeneral(reader.next(unit))) {
            return Value.of(Value.Kind.LONG, NUMBER);
        }
        if (user != null && user.takesFloats() && !history.isGeneral(reader.next(unit))) {
            return Value.of(Value.Kind.DOUBLE, NUMBER);
        }
        return Value.reference(VALUE, true);
    }

    /** Goes to the landing if a value was returned. */
    private void takeReturned(int taken) {
        var other = new Label();
        if (landing.value.isUnboxed()) {
            boolean ints = landing.value.is(Value.Kind.LONG);
            var object = new Label();
            method.visitVarInsn(LLOAD, RESULT);
            method.visitInsn(L2I);
            push(ints ? CodeLayout.RETURNED_INT : CodeLayout.RETURNED_DOUBLE);
            method.visitJumpInsn(IF_ICMPNE, object);
            if (ints) {
                method.visitVarInsn(LLOAD, RESULT);
                method.visitIntInsn(BIPUSH, 32);
                method.visitInsn(LSHR);
                method.visitVarInsn(LSTORE, NUMBER);
            } else {
                call("returnedDouble", "()D");
                method.visitVarInsn(DSTORE, NUMBER);
            }
            takeOff(taken);
            method.visitJumpInsn(GOTO, landing.label);
            method.visitLabel(object);
        }
        method.visitVarInsn(LLOAD, RESULT);
        callWithoutGuest("isReturned", "(J)Z");
        method.visitJumpInsn(IFEQ, other);
        method.visitVarInsn(LLOAD, RESULT);
        type(layout.zero());
        call("returned", "(JI)I");
        method.visitVarInsn(ISTORE, VALUE);
        takeOff(taken);
        if (landing.value.is(Value.Kind.LONG)) {
            takeInt();
            method.visitJumpInsn(IFNE, landing.label);
        }
        if (landing.value.isUnboxed()) {
            write(List.of(Value.reference(VALUE, true)), 0);
            method.visitJumpInsn(GOTO, label(landing.unit));
        } else {
            method.visitJumpInsn(GOTO, landing.label);
        }
        method.visitLabel(other);
    }

    /** The number of an owned object; what is left on the operand stack is 0 if it has none. */
    private void takeInt() {
        method.visitVarInsn(ILOAD, VALUE);
        type(layout.longType());
        call("takeInt", "(II)J");
        method.visitInsn(DUP2);
        method.visitVarInsn(LSTORE, NUMBER);
        method.visitLdcInsn(CodeRuntime.NO_INT);
        method.visitInsn(LCMP);
    }

    private void takeOff(int taken) {
        if (taken > 0) {
            method.visitVarInsn(ILOAD, STACK);
            push(4 * taken);
            method.visitInsn(ISUB);
            method.visitVarInsn(ISTORE, STACK);
        }
    }

    void requireCurrent() {
        method.visitVarInsn(ALOAD, THIS);
        call("isCurrent", "(L" + SUPER + ";)Z");
        method.visitJumpInsn(IFEQ, leave);
    }

    void branch(int target) {
        if (reader.at(target) != null && reader.leaders.get(target) && reader.reachable.get(target)) {
            resultNext();
            unitAddress(target);
            method.visitJumpInsn(IF_ICMPEQ, label(target));
        }
    }

    private void resultNext() {
        method.visitVarInsn(LLOAD, RESULT);
        method.visitIntInsn(BIPUSH, 32);
        method.visitInsn(LUSHR);
        method.visitInsn(L2I);
    }

    /** Goes on behind an instruction if that is where the result goes on. */
    void goOnAt(int next) {
        resultNext();
        unitAddress(next);
        method.visitJumpInsn(IF_ICMPNE, leave);
    }

    // the value stack

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

    int fresh(int size) {
        int variable = variables;
        variables += size;
        return variable;
    }

    /** From now on the stack is in memory. */
    void flush() {
        write(stack, popped);
        stack = new ArrayList<>();
        popped = 0;
    }

    private void write(List<Value> values, int below) {
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            if (value.slot() == Value.MEMORY && value.is(Value.Kind.REFERENCE) && isInPlace(values, i, below)) {
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
    private boolean isInPlace(List<Value> values, int index, int below) {
        Integer place = places.get(values.get(index).variable());
        return place != null && place == index - below;
    }

    /** Whatever may have run: nothing is known of local variables. */
    void forget() {
        unboxed.clear();
        locals.clear();
        references.clear();
    }

    // values

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

    int storeLong() {
        int variable = fresh(2);
        method.visitVarInsn(LSTORE, variable);
        return variable;
    }

    int storeDouble() {
        int variable = fresh(2);
        method.visitVarInsn(DSTORE, variable);
        return variable;
    }

    int storeInt() {
        int variable = fresh(1);
        method.visitVarInsn(ISTORE, variable);
        return variable;
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

    void field(int number) {
        method.visitVarInsn(ALOAD, THIS);
        method.visitFieldInsn(GETFIELD, NAME, "p" + number, "I");
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
                method.visitVarInsn(LLOAD, value.variable());
                type(layout.zero());
                call("boxLong", "(JI)I");
            }
            case DOUBLE -> {
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

    /** An address of the guest's own data, the same in all guests. */
    void type(int address) {
        push(address);
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

    // local variables

    void slot(int number) {
        method.visitVarInsn(ILOAD, FRAME);
        push(CodeLayout.FRAME_SLOTS + 4 * number);
        method.visitInsn(IADD);
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

    // code

    /** Leaves 1 on the operand stack if a jump would be taken, otherwise 0. */
    void truth(int jump) {
        var holds = new Label();
        var end = new Label();
        method.visitJumpInsn(jump, holds);
        method.visitInsn(ICONST_0);
        method.visitJumpInsn(GOTO, end);
        method.visitLabel(holds);
        method.visitInsn(ICONST_1);
        method.visitLabel(end);
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
        return guardedOf(RUNTIME, arguments, name, descriptor);
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

    private Label out() {
        if (!here.used) {
            here.used = true;
            usedExits++;
        }
        return here.label;
    }

    /** An exit where the stack is in memory already. */
    void exitHere() {
        here = new Exit(List.of(), 0, reader.beginnings[unit]);
        here.lookout = isLookout(reader.opcodes[unit]);
        exits.add(here);
    }

    void push(int number) {
        push(method, number);
    }

    private static void push(MethodVisitor method, int number) {
        if (number >= -1 && number <= 5) {
            method.visitInsn(ICONST_0 + number);
        } else if (number == (byte) number) {
            method.visitIntInsn(BIPUSH, number);
        } else if (number == (short) number) {
            method.visitIntInsn(SIPUSH, number);
        } else {
            method.visitLdcInsn(number);
        }
    }

    /** The address of the code object. */
    void code() {
        method.visitVarInsn(ILOAD, CODE);
    }

    void unitAddress(int at) {
        method.visitVarInsn(ILOAD, CODE);
        push(CodeLayout.CODE_UNITS + 2 * at);
        method.visitInsn(IADD);
    }

    /** A method of the run-time, whose last parameter is the guest. */
    void call(String name, String descriptor) {
        callOf(RUNTIME, name, descriptor);
    }

    /** The same of another class. */
    void callOf(String owner, String name, String descriptor) {
        method.visitVarInsn(ALOAD, INSTANCE);
        method.visitMethodInsn(INVOKESTATIC, owner, name, descriptor.replace(")", GUEST + ")"), false);
    }

    void callWithoutGuest(String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, RUNTIME, name, descriptor, false);
    }

    void jump(int opcode, int target) {
        method.visitJumpInsn(opcode, label(target));
    }

    void leaveWithResult() {
        method.visitJumpInsn(GOTO, leave);
    }
}
