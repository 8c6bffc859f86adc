/** Functions in a directory of files. May name {@code function} and {@code plan}. */
package org.pythonwasm.udf.calcite.store;
