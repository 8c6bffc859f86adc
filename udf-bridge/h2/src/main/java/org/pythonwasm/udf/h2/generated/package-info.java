/** Called by the classes that are generated for aliases; public for that reason only. May name {@code function}. */
package org.pythonwasm.udf.h2.generated;
