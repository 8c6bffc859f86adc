/**
 * What users of Spark name: the extensions of a session, and functions from Java. May name the rooms below it.
 *
 * @since 0.2.0
 */
package org.pythonwasm.udf.spark;
