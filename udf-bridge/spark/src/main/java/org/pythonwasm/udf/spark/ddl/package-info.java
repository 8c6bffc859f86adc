/** The statements about functions, and the functions of a session. May name {@code plan}, {@code task}, {@code value}. */
package org.pythonwasm.udf.spark.ddl;
