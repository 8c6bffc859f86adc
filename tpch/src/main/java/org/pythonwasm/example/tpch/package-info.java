/**
 * The part of the examples that does not depend on the database: Python functions, queries and views as SQL, the same
 * computations in Java, the checks that compare them, and the command that a program extends. Names no database.
 */
package org.pythonwasm.example.tpch;
