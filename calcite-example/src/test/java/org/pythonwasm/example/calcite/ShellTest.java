package org.pythonwasm.example.calcite;

import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.ShellContract;

class ShellTest extends ShellContract {
    @Override
    protected ExampleCommand program() {
        return new CalciteExample();
    }
}
