/**
 * SQL functions in Python, whatever the database: the driver and the API in {@link org.pythonwasm.udf}, what a database implements
 * in {@link org.pythonwasm.udf.spi}.
 */
module org.pythonwasm.udf {
    requires transitive java.management;
    requires transitive java.sql;
    requires transitive org.pythonwasm.engine;

    exports org.pythonwasm.udf;
    exports org.pythonwasm.udf.spi;
    exports org.pythonwasm.udf.internal.call to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;
    exports org.pythonwasm.udf.internal.check to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;
    exports org.pythonwasm.udf.internal.codec to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;
    exports org.pythonwasm.udf.internal.define to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;
    exports org.pythonwasm.udf.internal.metrics to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;
    exports org.pythonwasm.udf.internal.parse to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;
    exports org.pythonwasm.udf.internal.session to
            org.pythonwasm.udf.h2,
            org.pythonwasm.udf.calcite;

    uses org.pythonwasm.udf.spi.Dialect;

    provides java.sql.Driver with
            org.pythonwasm.udf.PythonDriver;
}
