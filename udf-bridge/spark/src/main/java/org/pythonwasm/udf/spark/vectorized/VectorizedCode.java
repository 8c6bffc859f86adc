package org.pythonwasm.udf.spark.vectorized;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator$;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.spark.rows.Column;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/**
 * The Java code of the operator of vectorized functions as a part of that of the operators around it: a row's values go from
 * variables to columns, and when these are full, the results of all rows go to the operators above. Used by one thread.
 */
final class VectorizedCode {
    private final CodegenContext context;
    private final VectorizedPlan plan;
    private final String chunk;
    private final List<String> given = new ArrayList<>();
    /** The name of a method that calls Python and lets the operators above take the results. */
    private final String emit;

    VectorizedCode(CodegenContext context, VectorizedPlan plan) {
        this.context = context;
        this.plan = plan;
        String travelled = context.addReferenceObj("plan", plan, VectorizedPlan.class.getName());
        this.chunk = state(VectorizedChunk.class, "chunk", travelled + ".open()");
        for (int i = 0; i < plan.types().size(); i++) {
            given.add(column(plan.types().get(i), "given", i));
        }
        this.emit = context.freshName("emit");
    }

    private String column(DataType type, String kind, int place) {
        Class<?> column = Column.of(type, 1).getClass();
        return state(column, kind, "(" + column.getName() + ") " + chunk + "." + kind + "(" + place + ")");
    }

    private String state(Class<?> type, String name, String value) {
        return context.addMutableState(type.getName(), name, variable -> variable + " = " + value + ";", true, true);
    }

    /** Adds the method in which rows leave, and returns what follows when the child has no more rows. */
    String produce(VectorizedExec operator) {
        String rows = context.freshName("rows");
        String row = context.freshName("row");
        var output = operator.output();
        int kept = output.length() - plan.calls().size();
        var values = new ArrayList<ExprCode>();
        for (int i = 0; i < output.length(); i++) {
            var column = output.apply(i);
            String place = i < kept ? given.get(i) : column(column.dataType(), "results", i - kept);
            values.add(value(place, row, column));
        }
        context.addNewFunction(
                emit,
                "private void " + emit + "() throws java.io.IOException {\n"
                        + "int " + rows + " = " + chunk + ".call();\n"
                        + "for (int " + row + " = 0; " + row + " < " + rows + "; " + row + "++) {\n"
                        + operator.consume(context, Sequences.of(values), null)
                        + "\n}\n" + chunk + ".end();\n}\n",
                true);
        return emit + "();\n";
    }

    private ExprCode value(String column, String row, Attribute attribute) {
        var type = attribute.dataType();
        String isNull = context.freshName("isNull");
        String value = context.freshName("value");
        String read = "boolean " + isNull + " = " + column + ".isNull(" + row + ");\n"
                + CodeGenerator$.MODULE$.javaType(type) + " " + value + " = " + read(type, column, row) + ";\n";
        return ExprCode.apply(
                new CodeBlock(Sequences.of(read), Sequences.of()),
                JavaCode.isNullVariable(isNull),
                JavaCode.variable(value, type));
    }

    /** Returns an expression that is any value of the type where the column is NULL. */
    private static String read(DataType type, String column, String row) {
        String name = CodeGenerator$.MODULE$.javaType(type);
        return switch (name) {
            case "boolean" -> column + ".getLong(" + row + ") != 0";
            case "byte", "short", "int" -> "(" + name + ") " + column + ".getLong(" + row + ")";
            case "long" -> column + ".getLong(" + row + ")";
            case "float" -> "(float) " + column + ".getDouble(" + row + ")";
            case "double" -> column + ".getDouble(" + row + ")";
            default -> "(" + name + ") " + column + ".get(" + row + ")";
        };
    }

    /** Returns what takes one row of the child. */
    String consume(Seq<ExprCode> row) {
        var code = new StringBuilder();
        for (int i = 0; i < given.size(); i++) {
            var value = row.apply(plan.places().get(i));
            code.append(value.code()).append("\n");
            String place = given.get(i);
            code.append("if (" + value.isNull() + ") {\n" + place + ".setNull(" + chunk + ".size());\n} else {\n")
                    .append(place + ".set(" + chunk + ".size(), " + value.value() + ");\n}\n");
        }
        return code.append(chunk + ".next();\nif (" + chunk + ".isFull()) {\n" + emit + "();\n}\n")
                .toString();
    }
}
