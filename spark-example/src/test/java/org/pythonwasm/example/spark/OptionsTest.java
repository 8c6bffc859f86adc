package org.pythonwasm.example.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.OptionsContract;
import org.pythonwasm.example.tpch.Run;

class OptionsTest extends OptionsContract {
    OptionsTest() {
        super(1);
    }

    @Override
    protected ExampleCommand program() {
        return new SparkExample();
    }

    @Test
    void version_names_the_program_spark_and_java() {
        var run = Run.of(program(), "--version");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().matches("(?s)spark-example .*\\RSpark \\d\\..*\\RJava \\d.*"), run::out);
    }

    @Test
    void there_is_no_prompt() {
        assertFalse(Run.of(program(), "--help").out().contains("--shell"));
        assertEquals(2, Run.of(program(), "--shell").exitCode());
    }
}
