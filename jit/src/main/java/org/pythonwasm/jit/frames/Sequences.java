package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import org.objectweb.asm.Label;

/** Loops over ranges, lists and tuples, and their items. */
final class Sequences {
    private static final int MOST_OPERANDS = 32;

    private final Emitter to;
    private final Operands operands;

    Sequences(Emitter to) {
        this.to = to;
        operands = new Operands(to);
    }

    private int argument() {
        return to.reader.arguments[to.unit];
    }

    /** The iterator, which stays on the stack in memory. */
    private int iterator(int type) {
        to.flush();
        to.exitHere();
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(-4);
        to.method.visitInsn(IADD);
        to.call("get", "(I)I");
        int iterator = to.storeInt();
        to.method.visitVarInsn(ILOAD, iterator);
        to.type(type);
        to.call("isType", "(II)Z");
        to.guard();
        return iterator;
    }

    /** Where it is at its end, the interpreter's form takes it off the stack. */
    private void end(int iterator, String hasNext) {
        var more = new Label();
        to.method.visitVarInsn(ILOAD, iterator);
        to.call(hasNext, "(I)Z");
        to.method.visitJumpInsn(IFNE, more);
        to.handleAtEnd();
        to.method.visitLabel(more);
    }

    boolean forRange() {
        int iterator = iterator(to.layout.rangeIteratorType());
        end(iterator, "rangeHasNext");
        to.method.visitVarInsn(ILOAD, iterator);
        to.call("rangeNext", "(I)J");
        to.push(Value.of(Value.Kind.LONG, to.storeLong()));
        return true;
    }

    boolean forSequence(int type, String taking) {
        int iterator = iterator(type);
        end(iterator, "sequenceHasNext");
        to.method.visitVarInsn(ILOAD, iterator);
        to.call(taking, "(I)I");
        to.push(Value.reference(to.storeInt(), true));
        return true;
    }

    boolean unpack(int type) {
        int count = argument();
        Value sequence = to.top(0);
        if (!sequence.isObject() || count > MOST_OPERANDS) {
            return false;
        }
        to.load(sequence);
        to.type(type);
        to.push(count);
        to.call("isSequenceOf", "(III)Z");
        to.guard();
        to.pop();
        boolean list = type == to.layout.listType();
        var items = new ArrayList<Integer>();
        for (int i = count - 1; i >= 0; i--) {
            to.load(sequence);
            to.method.visitLdcInsn((long) i);
            to.call(list ? "listItem" : "tupleItem", "(IJ)I");
            int item = to.storeInt();
            operands.own(item);
            items.add(item);
        }
        to.drop(sequence);
        items.forEach(item -> to.push(Value.reference(item, true)));
        return true;
    }

    boolean item(int type, String taking) {
        Value index = to.top(0);
        Value sequence = to.top(1);
        if (!to.canBeLong(index) || !sequence.isObject()) {
            return false;
        }
        to.guardLong(index);
        int item = to.guarded(
                () -> {
                    to.load(sequence);
                    to.type(type);
                    to.loadLong(index);
                },
                taking,
                "(IIJ)I");
        Value result = operands.isUsedAsNumber() ? operands.taken(item) : operands.owned(item);
        to.pop();
        to.pop();
        to.drop(index);
        to.drop(sequence);
        to.push(result);
        return true;
    }

    boolean storeItem() {
        Value index = to.top(0);
        Value list = to.top(1);
        Value value = to.top(2);
        if (!to.canBeLong(index) || !list.isObject() || value.is(Value.Kind.NULL)) {
            return false;
        }
        to.guardLong(index);
        to.load(list);
        to.type(to.layout.listType());
        to.loadLong(index);
        to.call("has", "(IIJ)Z");
        to.guard();
        to.pop();
        to.pop();
        to.pop();
        to.protect();
        to.putInto(
                () -> {
                    to.load(list);
                    to.loadLong(index);
                    to.call("listPlace", "(IJ)I");
                },
                value);
        to.drop(index);
        to.drop(list);
        return true;
    }
}
