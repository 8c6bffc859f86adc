package org.pythonwasm.translator;

import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;
import org.objectweb.asm.Type;
import org.pythonwasm.translator.bytecode.Bytecode;

/** Maps Wasm types to the JVM types that Chicory uses for them. */
final class JvmTypes {
    private JvmTypes() {}

    static List<Type> parameters(FunctionType type) {
        return type.params().stream().map(JvmTypes::of).toList();
    }

    static Type result(FunctionType type) {
        if (type.returns().size() > 1) {
            throw new IllegalArgumentException("functions with several results are not supported");
        }
        return type.returns().isEmpty() ? Type.VOID_TYPE : of(type.returns().get(0));
    }

    /** Returns the local variable slots of the parameters. */
    static int slots(FunctionType type) {
        return parameters(type).stream().mapToInt(Type::getSize).sum();
    }

    /** Returns the descriptor of the translated function: its parameters, then the guest instance. */
    static String descriptor(FunctionType type) {
        var descriptor = new StringBuilder("(");
        parameters(type).forEach(descriptor::append);
        return descriptor
                .append(Bytecode.GUEST_DESCRIPTOR)
                .append(')')
                .append(result(type))
                .toString();
    }

    private static Type of(ValType type) {
        if (type.equals(ValType.I32)) {
            return Type.INT_TYPE;
        }
        if (type.equals(ValType.I64)) {
            return Type.LONG_TYPE;
        }
        if (type.equals(ValType.F32)) {
            return Type.FLOAT_TYPE;
        }
        if (type.equals(ValType.F64)) {
            return Type.DOUBLE_TYPE;
        }
        throw new IllegalArgumentException("type " + type + " is not supported");
    }
}
