package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.pythonwasm.machine.code.GeneratorFrames;

/** Loops over generators, what these yield, and what is sent to them by {@code yield from}. */
final class Generators {
    private static final String FRAMES = Type.getInternalName(GeneratorFrames.class);

    private final Emitter to;

    Generators(Emitter to) {
        this.to = to;
    }

    boolean next() {
        to.flush();
        to.exitHere();
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(-4);
        to.method.visitInsn(IADD);
        to.call("get", "(I)I");
        int generator = to.storeInt();
        guardReady(() -> to.method.visitVarInsn(ILOAD, generator));
        resume(generator, () -> to.type(to.layout.none()));
        return true;
    }

    /** Hands a value to the generator below it on the stack, which stays there. */
    boolean send() {
        Value value = to.top(0);
        Value receiver = to.top(1);
        if (value.is(Value.Kind.NULL) || !receiver.isObject()) {
            return false;
        }
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.callOf(FRAMES, "mayGoDeeper", "(I)Z");
        to.guard();
        guardReady(() -> to.load(receiver));
        to.pop();
        to.loadOwned(value);
        int owned = to.storeInt();
        to.load(receiver);
        int generator = to.storeInt();
        to.flush();
        resume(generator, () -> to.method.visitVarInsn(ILOAD, owned));
        return true;
    }

    private void guardReady(Runnable generator) {
        generator.run();
        to.type(to.layout.generatorType());
        to.callOf(FRAMES, "isReady", "(II)Z");
        to.guard();
    }

    /** @param sent loads what the generator receives, an owned reference */
    private void resume(int generator, Runnable sent) {
        int unit = to.unit;
        to.forget();
        to.method.visitVarInsn(ALOAD, Emitter.THIS);
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.method.visitVarInsn(ILOAD, generator);
        sent.run();
        to.unitAddress(unit);
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(1 + to.reader.opcodes[unit].caches + to.reader.arguments[unit]);
        to.callOf(FRAMES, "resume", "(L" + CompiledClass.SUPER + ";IIIIIII)J");
        to.comeBack(0);
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
