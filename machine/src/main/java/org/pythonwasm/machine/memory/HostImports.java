package org.pythonwasm.machine.memory;

/** The imports of a guest; generated code knows the class. */
public interface HostImports {

    /** Once, when there is a memory. */
    void attach(LinearMemory memory);
}
