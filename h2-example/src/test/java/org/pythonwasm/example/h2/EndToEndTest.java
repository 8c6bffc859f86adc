package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.EndToEndContract;
import org.pythonwasm.example.tpch.ExampleCommand;

class EndToEndTest extends EndToEndContract {
    @Override
    protected ExampleCommand program() {
        return new H2Example();
    }

    @Test
    void every_row_agrees_with_java() {
        assertEquals(13, verdicts().size());
        assertTrue(verdicts().contains("ok  working_days: 6005 rows agree with Java"), run()::out);
        assertTrue(verdicts().contains("ok  typical_price: 100 rows agree with Java"), run()::out);
    }
}
