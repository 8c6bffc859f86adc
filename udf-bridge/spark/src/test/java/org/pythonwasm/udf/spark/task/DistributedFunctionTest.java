package org.pythonwasm.udf.spark.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spark.task.DistributedFunction.Stability;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

class DistributedFunctionTest {
    private static byte[] sent() throws Exception {
        var create = (Create)
                StatementParser.parse("CREATE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return 1'")
                        .get(0);
        var function = DistributedFunction.of(
                FunctionCheck.checkOfParts(create.definition(), create), Stability.USUAL, ImportSources.of(null));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(function);
        }
        return bytes.toByteArray();
    }

    private static Object received(byte[] bytes) throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void it_is_the_same_where_it_arrives() throws Exception {
        var function = (DistributedFunction) received(sent());
        assertEquals("one", function.name());
        assertEquals("() RETURNS INTEGER", function.definition().signature());
    }

    @Test
    void an_executor_with_another_version_of_the_jar_refuses_it() throws Exception {
        String here = ProjectVersion.HERE;
        String other = here.replaceFirst("[0-9]", "8");
        byte[] changed = new String(sent(), StandardCharsets.ISO_8859_1)
                .replace(here, other)
                .getBytes(StandardCharsets.ISO_8859_1);
        var error = assertThrows(InvalidObjectException.class, () -> received(changed));
        assertEquals(
                "PythonFunction: the driver has python-wasm-spark " + other + ", this executor " + here
                        + "; give all of them the same jar",
                error.getMessage());
    }
}
