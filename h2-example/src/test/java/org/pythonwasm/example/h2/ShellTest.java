package org.pythonwasm.example.h2;

import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.ShellContract;

class ShellTest extends ShellContract {
    @Override
    protected ExampleCommand program() {
        return new H2Example();
    }
}
