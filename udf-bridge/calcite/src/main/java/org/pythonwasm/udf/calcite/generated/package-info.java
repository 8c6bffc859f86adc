/** Called by the code that Calcite generates; public for that reason only. May name {@code function}. */
package org.pythonwasm.udf.calcite.generated;
