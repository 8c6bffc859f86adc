package org.pythonwasm.example.calcite;

import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.ScriptContract;

class ScriptTest extends ScriptContract {
    @Override
    protected ExampleCommand program() {
        return new CalciteExample();
    }
}
