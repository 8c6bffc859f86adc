package org.pythonwasm.udf.internal.check;

import org.pythonwasm.udf.internal.define.CheckedFunction;

/**
 * A definition that Python accepted, for a database that computes parts of an aggregate in several interpreters.
 *
 * @param merges whether it is an aggregate whose states can be saved, loaded and merged
 */
public record CheckedParts(CheckedFunction checked, boolean merges) {}
