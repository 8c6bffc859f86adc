/**
 * The fast way into Python, for callers that know their types: callables bound to columns, and rows in batches.
 *
 * <p>ColumnType, Signature, TableSignature and Batch are values that every room may name; the others speak to the guest through
 * {@code internal.guest}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.engine.typed;
