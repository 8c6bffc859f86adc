package org.pythonwasm.machine.memory;

/** The imports of a guest; generated code knows the class. */
public interface HostImports {

    /** Called once, when the guest exists. */
    void attach(GuestInstance guest);
}
