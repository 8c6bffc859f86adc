/** SQL functions in Python for H2: {@link org.pythonwasm.udf.h2}, whose names H2 has in its aliases. */
module org.pythonwasm.udf.h2 {
    requires transitive org.pythonwasm.udf;
    requires com.h2database;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;

    exports org.pythonwasm.udf.h2;

    provides org.pythonwasm.udf.spi.Dialect with
            org.pythonwasm.udf.h2.H2Dialect;
}
