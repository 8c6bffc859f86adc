/** What users of Spark name: the extensions of a session, and functions from Java. May name the rooms below it. */
package org.pythonwasm.udf.spark;
