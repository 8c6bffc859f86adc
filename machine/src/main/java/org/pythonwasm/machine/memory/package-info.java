/**
 * What a translated guest runs on: its linear memory, exports, snapshot, and the cells by which it is interrupted.
 * Generated code names it. Names no other package.
 */
package org.pythonwasm.machine.memory;
