package org.pythonwasm.example.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        return new CalciteExample();
    }

    @Test
    void version_names_the_program_calcite_and_java() {
        var run = Run.of(program(), "--version");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().matches("(?s)calcite-example .*\\RCalcite 1\\.\\d.*\\RJava \\d.*"), run::out);
    }
}
