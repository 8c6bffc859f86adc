package org.pythonwasm.regex;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.pythonwasm.machine.memory.RegexRun;

/**
 * Writes one method of a program: some of its blocks, with a switch that enters them by number. What a method changes is in its
 * variables, which it reads from the run at its beginning and writes back at its end, so that blocks of several methods make one
 * program.
 */
final class PartWriter {
    static final int PC = 3;
    static final int PTR = 4;
    static final int SP = 5;
    static final int STACK = 6;
    static final int MARKS = 7;
    static final int SLOTS = 8;
    static final int LASTMARK = 9;
    static final int LASTINDEX = 10;
    static final int END = 11;
    static final int BEGINNING = 12;
    static final int LEFT = 13;
    static final int T1 = 14;
    static final int T2 = 15;

    static final String RUN = Type.getInternalName(RegexRun.class);
    static final String SCAN = Type.getInternalName(Scan.class);
    static final String SET = Type.getInternalName(CharSet.class);
    static final String PROGRAM = Type.getInternalName(Program.class);
    static final String SIGNATURE = "(L" + RUN + ";[BI)I";

    private static final int RUN_VARIABLE = 1;
    private static final int BYTES = 2;

    final MethodVisitor code;
    final Label fail = new Label();
    private final int charSize;
    private final List<Block> blocks;
    private final int firstNumber;
    private final Label dispatch = new Label();
    private final Label leave = new Label();
    private final Label[] labels;
    private int writing;

    PartWriter(MethodVisitor code, int charSize, List<Block> blocks) {
        this.code = code;
        this.charSize = charSize;
        this.blocks = blocks;
        this.firstNumber = blocks.get(0).number();
        this.labels = new Label[blocks.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Label();
        }
    }

    /** Returns the length of its code, which is known when the class is written. */
    Label[] write() {
        Label beginning = new Label();
        code.visitCode();
        code.visitLabel(beginning);
        restore();
        writeDispatch();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            writing = block.number();
            code.visitLabel(labels[i]);
            block.write(this);
            if (!block.isClosed() && i == blocks.size() - 1) {
                leaveFor(writing + 1);
            }
        }
        code.visitLabel(leave);
        save();
        get(PC);
        code.visitInsn(IRETURN);
        Label end = new Label();
        code.visitLabel(end);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return new Label[] {beginning, end};
    }

    private void restore() {
        read("ptr", "I", PTR, ISTORE);
        read("sp", "I", SP, ISTORE);
        read("stack", "[I", STACK, ASTORE);
        read("marks", "[I", MARKS, ASTORE);
        read("slots", "[I", SLOTS, ASTORE);
        read("lastmark", "I", LASTMARK, ISTORE);
        read("lastindex", "I", LASTINDEX, ISTORE);
        read("end", "I", END, ISTORE);
        read("beginning", "I", BEGINNING, ISTORE);
        read("left", "I", LEFT, ISTORE);
        constant(0);
        set(T1);
        constant(0);
        set(T2);
    }

    private void read(String field, String type, int variable, int store) {
        code.visitVarInsn(ALOAD, RUN_VARIABLE);
        code.visitFieldInsn(GETFIELD, RUN, field, type);
        code.visitVarInsn(store, variable);
    }

    private void save() {
        save("ptr", PTR);
        save("sp", SP);
        save("lastmark", LASTMARK);
        save("lastindex", LASTINDEX);
        save("left", LEFT);
    }

    private void save(String field, int variable) {
        code.visitVarInsn(ALOAD, RUN_VARIABLE);
        get(variable);
        code.visitFieldInsn(PUTFIELD, RUN, field, "I");
    }

    /** All jumps backwards go through one switch, or the JIT compiler would see loops with several entries. */
    private void writeDispatch() {
        Label pause = new Label();
        code.visitJumpInsn(GOTO, dispatch);
        code.visitLabel(fail);
        code.visitIincInsn(SP, -1);
        code.visitVarInsn(ALOAD, STACK);
        get(SP);
        code.visitInsn(IALOAD);
        set(PC);
        code.visitLabel(dispatch);
        code.visitIincInsn(LEFT, -1);
        get(LEFT);
        code.visitJumpInsn(IFLT, pause);
        get(PC);
        code.visitTableSwitchInsn(firstNumber, firstNumber + labels.length - 1, leave, labels);
        code.visitLabel(pause);
        save("pc", PC);
        constant(Program.PAUSE);
        set(PC);
        code.visitJumpInsn(GOTO, leave);
    }

    void get(int variable) {
        code.visitVarInsn(ILOAD, variable);
    }

    void set(int variable) {
        code.visitVarInsn(ISTORE, variable);
    }

    void constant(int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(ICONST_0 + value);
        } else if (value == (byte) value) {
            code.visitIntInsn(BIPUSH, value);
        } else if (value == (short) value) {
            code.visitIntInsn(SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    void add(int variable, int value) {
        if (value == (short) value) {
            code.visitIincInsn(variable, value);
        } else {
            get(variable);
            constant(value);
            code.visitInsn(IADD);
            set(variable);
        }
    }

    void run() {
        code.visitVarInsn(ALOAD, RUN_VARIABLE);
    }

    void bytes() {
        code.visitVarInsn(ALOAD, BYTES);
    }

    void jump(int opcode, Label label) {
        code.visitJumpInsn(opcode, label);
    }

    void label(Label label) {
        code.visitLabel(label);
    }

    void fail() {
        code.visitJumpInsn(GOTO, fail);
    }

    void go(Block target) {
        int index = target.number() - firstNumber;
        if (index >= 0 && index < labels.length && target.number() > writing) {
            code.visitJumpInsn(GOTO, labels[index]);
            return;
        }
        if (index >= 0 && index < labels.length) {
            constant(target.number());
            set(PC);
            code.visitJumpInsn(GOTO, dispatch);
            return;
        }
        leaveFor(target.number());
    }

    void leaveFor(int number) {
        constant(number);
        set(PC);
        code.visitJumpInsn(GOTO, leave);
    }

    void call(String method, String descriptor) {
        code.visitMethodInsn(INVOKESTATIC, SCAN, method, descriptor, false);
    }

    /** The character at ptr, which is before the end. */
    void character() {
        bytes();
        get(PTR);
        if (charSize == 1) {
            code.visitInsn(BALOAD);
            constant(0xff);
            code.visitInsn(IAND);
        } else {
            call("char" + charSize, "([BI)I");
        }
    }

    void set(CharSetNumber set) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, PROGRAM, "sets", "[L" + SET + ";");
        constant(set.index());
        code.visitInsn(AALOAD);
    }

    /** A set by its place among those of the program. */
    record CharSetNumber(int index) {}

    /** Goes there where no character of the set is at ptr. */
    void require(CharSetNumber set, Label otherwise) {
        get(PTR);
        get(END);
        jump(IF_ICMPGE, otherwise);
        if (charSize == 1) {
            code.visitVarInsn(ALOAD, 0);
            code.visitFieldInsn(GETFIELD, PROGRAM, "tables", "[[B");
            constant(set.index());
            code.visitInsn(AALOAD);
            character();
            code.visitInsn(BALOAD);
        } else {
            set(set);
            character();
            code.visitMethodInsn(INVOKEVIRTUAL, SET, "contains", "(I)Z", false);
        }
        jump(IFEQ, otherwise);
    }

    void getSlot(int slot) {
        code.visitVarInsn(ALOAD, SLOTS);
        constant(slot);
        code.visitInsn(IALOAD);
    }

    void setSlot(int slot, Runnable value) {
        code.visitVarInsn(ALOAD, SLOTS);
        constant(slot);
        value.run();
        code.visitInsn(IASTORE);
    }

    /** Room for so many words on the stack. */
    void room(int words) {
        Label enough = new Label();
        get(SP);
        constant(words);
        code.visitInsn(IADD);
        code.visitVarInsn(ALOAD, STACK);
        code.visitInsn(ARRAYLENGTH);
        jump(IF_ICMPLE, enough);
        run();
        get(SP);
        constant(words);
        code.visitMethodInsn(INVOKEVIRTUAL, RUN, "room", "(II)[I", false);
        code.visitVarInsn(ASTORE, STACK);
        label(enough);
    }

    /** There is room. */
    void push(Runnable value) {
        code.visitVarInsn(ALOAD, STACK);
        get(SP);
        value.run();
        code.visitInsn(IASTORE);
        code.visitIincInsn(SP, 1);
    }

    void pop(int variable) {
        code.visitIincInsn(SP, -1);
        code.visitVarInsn(ALOAD, STACK);
        get(SP);
        code.visitInsn(IALOAD);
        set(variable);
    }

    void saveMarks() {
        run();
        get(SP);
        get(LASTMARK);
        code.visitMethodInsn(INVOKEVIRTUAL, RUN, "saveMarks", "(II)[I", false);
        code.visitVarInsn(ASTORE, STACK);
        get(SP);
        get(LASTMARK);
        code.visitInsn(IADD);
        constant(1);
        code.visitInsn(IADD);
        set(SP);
    }

    void restoreMarks() {
        get(SP);
        get(LASTMARK);
        code.visitInsn(ISUB);
        constant(1);
        code.visitInsn(ISUB);
        set(SP);
        run();
        get(SP);
        get(LASTMARK);
        code.visitMethodInsn(INVOKEVIRTUAL, RUN, "restoreMarks", "(II)V", false);
    }
}
