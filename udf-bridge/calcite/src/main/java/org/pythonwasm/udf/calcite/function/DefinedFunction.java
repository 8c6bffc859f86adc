package org.pythonwasm.udf.calcite.function;

import org.apache.calcite.schema.Function;
import org.pythonwasm.udf.FunctionDefinition;

/** A Python function of a schema, validated or not. */
public interface DefinedFunction extends Function {
    FunctionDefinition definition();
}
