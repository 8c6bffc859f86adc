package org.pythonwasm.machine.memory;

/** What a guest finds when it calls its imports; generated code knows the class. */
public interface HostImports {

    /** Once, when there is a memory. */
    void attach(LinearMemory memory);
}
