/**
 * The second tier, on the side of the guest: which code objects and typed functions have compiled forms, what these call, and where CPython's
 * structures are. The compiler itself is found as a service. May name {@code machine.memory}.
 */
package org.pythonwasm.machine.code;
