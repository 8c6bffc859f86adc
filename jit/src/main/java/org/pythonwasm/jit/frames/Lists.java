package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Label;

/** Items that are put behind the last of a list: where it has room, which it mostly has, without the interpreter. */
final class Lists {
    private static final int DESCRIPTOR_TYPE = 8;
    private static final int DESCRIPTOR_METHOD = 20;

    private final Emitter to;

    Lists(Emitter to) {
        this.to = to;
    }

    /** {@code LIST_APPEND}: of a list that is some entries below. */
    boolean add(int below) {
        if (to.top(0).is(Value.Kind.NULL)) {
            return false;
        }
        to.flush();
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(below);
        to.type(to.layout.listType());
        to.call("addFromStack", "(III)Z");
        var done = new Label();
        var both = new Label();
        to.method.visitJumpInsn(IFNE, done);
        to.handleApart();
        to.goOnAt(to.reader.next(to.unit));
        to.method.visitJumpInsn(GOTO, both);
        to.method.visitLabel(done);
        to.method.visitIincInsn(Emitter.STACK, -4);
        to.method.visitLabel(both);
        return true;
    }

    /** {@code list.append}, with what takes its result off the stack behind it. */
    boolean append(int count) {
        if (count != 1 || to.depth() < 3) {
            return false;
        }
        Value value = to.top(0);
        Value list = to.top(1);
        Value function = to.top(2);
        if (!list.isObject() || value.is(Value.Kind.NULL) || !function.is(Value.Kind.CONSTANT)) {
            return false;
        }
        if (!isAppend(function.seen())) {
            return false;
        }
        to.load(list);
        to.type(to.layout.listType());
        to.call("hasRoom", "(II)Z");
        var room = new Label();
        to.method.visitJumpInsn(IFNE, room);
        to.writeStack();
        to.handleApart();
        to.branch(to.reader.jumps(to.unit)[0]);
        to.leaveWithResult();
        to.method.visitLabel(room);
        to.pop();
        to.pop();
        to.pop();
        to.loadOwned(value);
        to.load(list);
        to.call("append", "(II)V");
        to.drop(list);
        to.drop(function);
        int none = to.layout.none();
        to.push(new Value(Value.Kind.CONSTANT, to.compiled.pooled(none), false, Value.NONE, none));
        return true;
    }

    /** Whether a descriptor is that of the lists' method. */
    private boolean isAppend(int object) {
        return to.isInMemory(object)
                && to.reader.get(object + DESCRIPTOR_TYPE) == to.layout.listType()
                && to.reader.isText(to.reader.peek(to.reader.get(object + DESCRIPTOR_METHOD)), "append");
    }
}
