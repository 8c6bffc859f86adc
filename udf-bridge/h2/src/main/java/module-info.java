/** SQL functions in Python for H2: {@link org.pythonwasm.udf.h2}, whose names H2 has in its aliases. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // of H2: it names its module without describing it
module org.pythonwasm.udf.h2 {
    requires transitive org.pythonwasm.udf;
    requires transitive com.h2database;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;

    exports org.pythonwasm.udf.h2;

    provides org.pythonwasm.udf.spi.Dialect with
            org.pythonwasm.udf.h2.H2Dialect;
}
