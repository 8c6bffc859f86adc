package org.pythonwasm.example.spark;

import org.apache.spark.sql.SparkSession;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.SqlTexts;
import org.pythonwasm.udf.spark.PythonWasm;

/** Creates the Python functions, and the views that call them. */
final class Functions {
    private Functions() {}

    static void create(SparkSession session, Screen screen) {
        screen.heading("Python functions");
        for (var name : SqlTexts.FUNCTIONS) {
            PythonWasm.register(session, SqlTexts.function(name));
        }
        for (var function : PythonWasm.list(session)) {
            screen.line("  %s%s", function.name(), function.signature());
        }
        for (var name : SqlTexts.VIEWS) {
            session.sql("CREATE TEMPORARY VIEW " + name + " AS " + SqlTexts.view(name));
        }
    }
}
