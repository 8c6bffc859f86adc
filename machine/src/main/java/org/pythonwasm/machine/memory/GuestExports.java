package org.pythonwasm.machine.memory;

/**
 * The exports of this project's guest, as {@code guest/shim} declares them: each abstract method is bound by name to an
 * export of {@code python.wasm} when the guest is translated. Stateless; all state is in the {@link GuestInstance}.
 */
public abstract class GuestExports {
    /** The class that the build of the engine generates. */
    public static final String GENERATED_CLASS = "org.pythonwasm.engine.guest.Python";

    // The names of the exports, in the shim's spelling: the translator looks them up by these.
    public abstract void _initialize(GuestInstance guest);

    public abstract int pw_init(GuestInstance guest);

    public abstract int pw_serve(GuestInstance guest);

    public abstract int pw_reserve(int size, GuestInstance guest);

    public abstract int pw_request(int length, GuestInstance guest);

    public abstract int pw_attach(GuestInstance guest);

    public abstract void pw_detach(GuestInstance guest);

    public abstract int pw_interrupt_cells(GuestInstance guest);

    public abstract int pw_allocate(int size, GuestInstance guest);

    public abstract void pw_release(int address, GuestInstance guest);

    public abstract int pw_define(int name, int length, int parameters, int types, GuestInstance guest);

    public abstract void pw_undefine(int function, GuestInstance guest);

    public abstract int pw_call(int function, int columns, int rows, GuestInstance guest);

    public abstract int pw_call_vectors(int function, int columns, int rows, GuestInstance guest);

    public abstract int pw_define_aggregate(int name, int length, int parameters, int types, GuestInstance guest);

    public abstract int pw_accumulate(int aggregate, int columns, int first, int rows, GuestInstance guest);

    public abstract int pw_merge(int aggregate, int columns, int rows, GuestInstance guest);

    public abstract int pw_finish(int aggregate, int columns, int rows, GuestInstance guest);

    public abstract int pw_save(int aggregate, int columns, int rows, GuestInstance guest);

    public abstract int pw_load(int aggregate, int columns, int rows, GuestInstance guest);

    public abstract void pw_forget(int aggregate, int first, int count, GuestInstance guest);

    public abstract int pw_define_table(int names, int parameters, int columns, int types, GuestInstance guest);

    public abstract int pw_open(int table, int columns, GuestInstance guest);

    public abstract int pw_fetch(int table, int iterator, int columns, int rows, GuestInstance guest);

    public abstract void pw_close(int iterator, GuestInstance guest);

    public abstract int pw_new_rows(int names, int columns, int types, GuestInstance guest);

    public abstract void pw_free_rows(int rows, GuestInstance guest);

    public abstract int pw_list_of_rows(int rows, GuestInstance guest);

    public abstract int pw_append_rows(int rows, int columns, int count, GuestInstance guest);
}
