package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code h2.allowedClasses} is read once a JVM, so that each case has its own. */
@Timeout(300)
class AllowedClassesTest {
    private static final String STATEMENTS = "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON "
            + "AS 'def twice(x): return 2 * x'; SELECT 'result ' || twice(21); SELECT NAME FROM PYTHON_FUNCTIONS";

    /** What H2's shell says. */
    private static String shell(String allowedClasses) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dh2.allowedClasses=" + allowedClasses,
                        "org.h2.tools.Shell",
                        "-url",
                        "jdbc:python-wasm:h2:mem:x",
                        "-sql",
                        STATEMENTS)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "H2's shell ends");
        return output;
    }

    @Test
    void functions_are_refused_where_their_package_is_not_allowed() throws Exception {
        String output = shell("java.lang.*");
        assertTrue(output.contains("Access to the class \"org.pythonwasm.udf.h2.PythonUdf_"), output);
        assertTrue(!output.contains("result 42"), output);
    }

    @Test
    void functions_work_where_their_package_is_allowed() throws Exception {
        String output = shell("java.lang.*,org.pythonwasm.udf.h2.*");
        assertTrue(output.contains("result 42") && output.contains("TWICE"), output);
    }

    @Test
    void without_the_table_of_functions_where_only_functions_are_allowed() throws Exception {
        String output = shell("org.pythonwasm.udf.h2.PythonUdf_*");
        assertTrue(output.contains("result 42") && output.contains("Table \"PYTHON_FUNCTIONS\" not found"), output);
    }
}
