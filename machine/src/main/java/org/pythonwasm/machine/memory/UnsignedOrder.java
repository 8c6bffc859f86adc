package org.pythonwasm.machine.memory;

/**
 * WebAssembly's unsigned 32-bit comparisons. They use long, because C2 of JDK 17 miscompiles
 * {@link Integer#compareUnsigned} in large programs: some jumps go the wrong way once the JVM has compiled, compiled
 * again and inlined enough (not with {@code -XX:-SplitIfBlocks}). The {@code realloc} of a guest then found no memory
 * although there was enough.
 */
public final class UnsignedOrder {
    private UnsignedOrder() {}

    /** For classes that are made while the application runs, which may call this one even if it is of a named module. */
    public static void exportTo(Module module) {
        UnsignedOrder.class.getModule().addExports(UnsignedOrder.class.getPackageName(), module);
    }

    /** Below, at or above zero as {@code a} is below, at or above {@code b}. */
    public static long difference(int a, int b) {
        return (a & 0xFFFF_FFFFL) - (b & 0xFFFF_FFFFL);
    }

    public static int i32_lt_u(int a, int b) {
        return difference(a, b) < 0 ? 1 : 0;
    }

    public static int i32_gt_u(int a, int b) {
        return difference(a, b) > 0 ? 1 : 0;
    }

    public static int i32_le_u(int a, int b) {
        return difference(a, b) <= 0 ? 1 : 0;
    }

    public static int i32_ge_u(int a, int b) {
        return difference(a, b) >= 0 ? 1 : 0;
    }
}
