package org.pythonwasm.machine.code;

/** Where compiled code calls: remembers what ran there last. Thread rule: that of the guest whose compiled form it belongs to. */
public final class CallSite {
    CompiledCode.Link last = NOWHERE;

    private static final CompiledCode.Link NOWHERE = new CompiledCode.Link();
}
