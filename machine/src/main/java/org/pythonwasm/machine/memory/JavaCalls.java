package org.pythonwasm.machine.memory;

/** Calls of Java objects by the guest. Generated code calls {@link #java_call}, an import of the module {@code python_wasm}. */
public final class JavaCalls {
    /** The owner of the objects. */
    public interface Target {
        /** Runs the object of that number and returns the length of the reply, which it has put before the guest. */
        int call(int number);
    }

    private final GuestInstance guest;
    private Target target = number -> {
        throw new GuestTrap("there are no Java objects to call");
    };

    JavaCalls(GuestInstance guest) {
        this.guest = guest;
    }

    public void answerWith(Target newTarget) {
        target = newTarget;
    }

    public int java_call(int number) {
        guest.enterHost();
        try {
            return target.call(number);
        } finally {
            guest.exitHost();
        }
    }
}
