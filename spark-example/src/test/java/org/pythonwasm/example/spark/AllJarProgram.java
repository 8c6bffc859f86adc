package org.pythonwasm.example.spark;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** What spark-submit runs in a cluster; it names no class of this project. */
public final class AllJarProgram {
    private AllJarProgram() {}

    public static void main(String[] arguments) {
        var spark = SparkSession.builder().getOrCreate();
        spark.sql("""
                CREATE FUNCTION masked(s STRING) RETURNS STRING LANGUAGE PYTHON AS $$
                import re
                def masked(s: str) -> str:
                    return re.sub('[0-9]+', '#', s)
                $$""");
        spark.sql("CREATE FUNCTION field(x JSON) RETURNS BIGINT LANGUAGE PYTHON AS 'def field(x): return x[\"n\"]'");
        print(spark, "masked", "SELECT min(masked(concat('order-', id))) FROM range(0, 20000, 1, 2)");
        print(spark, "field", "SELECT sum(field(to_json(named_struct('n', id)))) FROM range(0, 10, 1, 2)");
        spark.udf().register("origin", (UDF2<String, Long, String>) (name, row) -> origin(name), DataTypes.StringType);
        for (String name : new String[] {
            "org.pythonwasm.shaded.asm.ClassWriter",
            "org.pythonwasm.shaded.jackson.core.JsonFactory",
            "org.objectweb.asm.ClassWriter",
            "com.fasterxml.jackson.core.JsonFactory"
        }) {
            print(spark, name, "SELECT max(origin('" + name + "', id)) FROM range(1)");
        }
        spark.stop();
    }

    private static void print(SparkSession spark, String name, String query) {
        System.out.println(name + ": " + spark.sql(query).head().get(0));
    }

    /** Returns the name of the jar that the class is of, where it is called. */
    private static String origin(String name) {
        try {
            String path = Class.forName(name, false, Thread.currentThread().getContextClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        } catch (ClassNotFoundException e) {
            return "nowhere";
        }
    }
}
