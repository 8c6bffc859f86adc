/**
 * The base of a translated guest: its linear memory, exports, snapshot, and the cells that interrupt it. Generated code
 * names it. Names no other package.
 */
package org.pythonwasm.machine.memory;
