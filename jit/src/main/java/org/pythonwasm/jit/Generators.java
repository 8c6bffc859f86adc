package org.pythonwasm.jit;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.pythonwasm.machine.code.GeneratorFrames;

/** Loops over generators, and what these yield. */
final class Generators {
    private static final String FRAMES = Type.getInternalName(GeneratorFrames.class);

    private final Emitter to;

    Generators(Emitter to) {
        this.to = to;
    }

    boolean next() {
        int unit = to.unit;
        to.flush();
        to.exitHere();
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(-4);
        to.method.visitInsn(IADD);
        to.call("get", "(I)I");
        int generator = to.storeInt();
        to.method.visitVarInsn(ILOAD, generator);
        to.type(to.layout.generatorType());
        to.callOf(FRAMES, "isReady", "(II)Z");
        to.guard();
        to.forget();
        to.method.visitVarInsn(ALOAD, Emitter.THIS);
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.method.visitVarInsn(ILOAD, generator);
        to.type(to.layout.none());
        to.unitAddress(unit);
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(1 + to.reader.opcodes[unit].caches + to.reader.arguments[unit]);
        to.callOf(FRAMES, "resume", "(L" + Emitter.SUPER + ";IIIIIII)J");
        to.comeBack(0);
        return true;
    }

    boolean yield(int kind) {
        Value value = to.top(0);
        if (!to.reader.generator || kind < 0 || kind > 1 || value.is(Value.Kind.NULL)) {
            return false;
        }
        to.pop();
        to.loadOwned(value);
        int owned = to.storeInt();
        to.flush();
        to.forget();
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.method.visitVarInsn(ILOAD, owned);
        to.unitAddress(to.unit);
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(kind);
        to.callOf(FRAMES, "yieldValue", "(IIIIII)J");
        to.method.visitInsn(LRETURN);
        return true;
    }
}
