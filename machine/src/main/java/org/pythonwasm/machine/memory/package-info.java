/**
 * The memory of a guest: linear memory; and of the translated one its exports, snapshot, and the cells by which it is interrupted.
 * Generated code names it. Names no other package.
 */
package org.pythonwasm.machine.memory;
