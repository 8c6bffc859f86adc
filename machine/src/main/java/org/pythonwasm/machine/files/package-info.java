/**
 * The files that a guest sees: the tree of its mounts, what was granted of the host, the archive of the library, and the
 * scratch space. May name {@code machine.memory}.
 */
package org.pythonwasm.machine.files;
