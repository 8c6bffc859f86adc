package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.OptionsContract;
import org.pythonwasm.example.tpch.Run;

class OptionsTest extends OptionsContract {
    OptionsTest() {
        super(10);
    }

    @Override
    protected ExampleCommand program() {
        return new H2Example();
    }

    @Test
    void version_names_the_program_h2_and_java() {
        var run = Run.of(program(), "--version");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().matches("(?s)h2-example \\d.*\\RH2 2\\.\\d.*\\RJava \\d.*"), run::out);
    }
}
