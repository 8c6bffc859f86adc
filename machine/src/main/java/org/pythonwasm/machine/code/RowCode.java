package org.pythonwasm.machine.code;

import java.util.List;

/**
 * A kernel for a function of one guest, and what has to be so for it.
 *
 * @param version of the function
 * @param code its code object
 * @param instrumentation the version of tracers and monitors that the code is without
 * @param inputs how many numbers the guards read for the kernel
 * @param size what it takes of the Java heap and of metaspace, about
 */
public record RowCode(
        RowKernel kernel, int version, int code, int instrumentation, List<RowGuard> guards, int inputs, int size) {}
