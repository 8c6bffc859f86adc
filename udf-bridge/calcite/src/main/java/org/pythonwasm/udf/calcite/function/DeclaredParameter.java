package org.pythonwasm.udf.calcite.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.pythonwasm.udf.Parameter;

/** A parameter in the form that Calcite expects. */
record DeclaredParameter(int ordinal, Parameter declared) implements FunctionParameter {

    @Override
    public int getOrdinal() {
        return ordinal;
    }

    @Override
    public String getName() {
        return declared.name();
    }

    @Override
    public RelDataType getType(RelDataTypeFactory types) {
        return RelTypes.of(declared.type(), types);
    }

    @Override
    public boolean isOptional() {
        return false;
    }
}
