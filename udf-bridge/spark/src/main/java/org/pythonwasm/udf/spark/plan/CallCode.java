package org.pythonwasm.udf.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator$;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** The Java code of a call, so that numbers are not boxed and the operator around it is compiled as a whole. Used by one thread. */
final class CallCode {
    private final List<String> texts = new ArrayList<>();
    private final List<JavaCode> inputs = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private CallCode() {}

    static ExprCode of(PythonCall call, Seq<Expression> arguments, CodegenContext context, ExprCode result) {
        var code = new CallCode();
        var given = Sequences.list(arguments).stream()
                .map(argument -> argument.genCode(context))
                .toList();
        given.forEach(argument -> code.input(argument.code()).append("\n"));
        String self = context.addReferenceObj("python", call, PythonCall.class.getName());
        code.append(self + ".begin();\n");
        var rules = new ArgumentRules(call.function().checked());
        for (int i = 0; i < given.size(); i++) {
            code.argument(self, i, given.get(i), arguments.apply(i).dataType(), rules.type(i));
        }
        return code.result(self, call, context, result);
    }

    private void argument(String self, int place, ExprCode argument, DataType type, SqlType declared) {
        append("if (")
                .input(argument.isNull())
                .append(") {\n" + self + ".set(" + place + ", (Object) null);\n} else {\n");
        append(self + ".set(" + place + ", " + passed(type, declared) + "(")
                .input(argument.value())
                .append("));\n}\n");
    }

    /** Returns what stands before the value: numbers that the batch holds as they are, are passed so. */
    private static String passed(DataType type, SqlType declared) {
        return switch (declared.name()) {
            case BOOLEAN -> "";
            case TINYINT, SMALLINT, INTEGER, BIGINT -> "(long) ";
            case REAL, DOUBLE -> "(double) ";
            default ->
                CodeGenerator$.MODULE$.isPrimitiveType(type)
                        ? CodeGenerator$.MODULE$.boxedType(type) + ".valueOf"
                        : "(Object) ";
        };
    }

    private ExprCode result(String self, PythonCall call, CodegenContext context, ExprCode result) {
        return switch (call.function().definition().result().name()) {
            case BIGINT -> number(self, "Long", result);
            case DOUBLE -> number(self, "Double", result);
            default -> object(self, call.dataType(), context, result);
        };
    }

    private ExprCode number(String self, String type, ExprCode result) {
        String java = type.toLowerCase(Locale.ROOT);
        append("boolean ").input(result.isNull()).append(" = " + self + ".isNull" + type + "();\n" + java + " ");
        input(result.value()).append(" = ").input(result.isNull());
        append(" ? (" + java + ") -1 : " + self + "." + java + "Result();\n");
        return result.copy(block(), result.isNull(), result.value());
    }

    private ExprCode object(String self, DataType type, CodegenContext context, ExprCode result) {
        var names = CodeGenerator$.MODULE$;
        String found = context.freshName("found");
        append("Object " + found + " = " + self + ".result();\n");
        append("boolean ").input(result.isNull()).append(" = " + found + " == null;\n");
        append(names.javaType(type) + " ")
                .input(result.value())
                .append(" = " + names.defaultValue(type, false) + ";\n");
        append("if (!").input(result.isNull()).append(") {\n");
        input(result.value()).append(" = (" + names.boxedType(type) + ") " + found + ";\n}\n");
        return result.copy(block(), result.isNull(), result.value());
    }

    private CallCode append(String more) {
        text.append(more);
        return this;
    }

    /** Spark follows the values and blocks that code is made of. */
    private CallCode input(JavaCode input) {
        texts.add(text.toString());
        text.setLength(0);
        inputs.add(input);
        return this;
    }

    private Block block() {
        texts.add(text.toString());
        return new CodeBlock(Sequences.of(texts), Sequences.of(inputs));
    }
}
