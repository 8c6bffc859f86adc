package org.pythonwasm.translator;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.ActiveElement;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The view of a parsed module that translation needs: names, types, the table's contents, the initial memory. */
final class GuestModule {
    private final WasmModule module;
    private final List<FunctionImport> imports;
    private final Map<Integer, Integer> table;

    GuestModule(WasmModule module) {
        this.module = module;
        this.imports = module.importSection().stream()
                .filter(i -> i.importType() == ExternalType.FUNCTION)
                .map(FunctionImport.class::cast)
                .toList();
        this.table = readTable();
        requireOneMutableGlobal();
    }

    /** The stack pointer becomes a field; a second mutable global would need one, too. */
    private void requireOneMutableGlobal() {
        var globals = module.globalSection().globals();
        for (int i = 1; i < globals.length; i++) {
            if (globals[i].mutabilityType().toString().equalsIgnoreCase("Var")) {
                throw new IllegalArgumentException("global " + i + " is mutable: only the stack pointer (0) may be");
            }
        }
    }

    private Map<Integer, Integer> readTable() {
        var entries = new HashMap<Integer, Integer>();
        for (var element : module.elementSection().elements()) {
            if (!(element instanceof ActiveElement active)) {
                throw new IllegalArgumentException("passive element segments are not supported");
            }
            int index = (int) constant(active.offset());
            for (var initializer : active.initializers()) {
                entries.put(index++, (int) initializer.get(0).operand(0));
            }
        }
        return entries;
    }

    private static long constant(List<Instruction> expression) {
        var first = expression.get(0);
        if (first.opcode() != OpCode.I32_CONST) {
            throw new IllegalArgumentException("only i32.const is supported as an offset, found " + first.opcode());
        }
        return first.operand(0);
    }

    WasmModule wasm() {
        return module;
    }

    /** Returns function ids by table index. */
    Map<Integer, Integer> table() {
        return table;
    }

    List<FunctionImport> imports() {
        return imports;
    }

    FunctionType functionType(int function) {
        int type = function < imports.size()
                ? imports.get(function).typeIndex()
                : module.functionSection().getFunctionType(function - imports.size());
        return type(type);
    }

    FunctionType type(int index) {
        return module.typeSection().getType(index);
    }

    String functionName(int function) {
        String name = module.nameSection() == null ? null : module.nameSection().nameOfFunction(function);
        return name == null ? "function " + function : name;
    }

    int exportedFunction(String name) {
        var section = module.exportSection();
        for (int i = 0; i < section.exportCount(); i++) {
            var export = section.getExport(i);
            if (export.name().equals(name) && export.exportType() == ExternalType.FUNCTION) {
                return export.index();
            }
        }
        throw new IllegalArgumentException("the guest does not export " + name);
    }

    int stackPointer() {
        return constantGlobal(0);
    }

    /** Returns the initial value of a global. */
    int constantGlobal(int index) {
        return (int) constant(module.globalSection().getGlobal(index).initInstructions());
    }

    int initialPages() {
        return module.memorySection().orElseThrow().getMemory(0).limits().initialPages();
    }

    byte[] initialMemory(int pageSize) {
        byte[] memory = new byte[initialPages() * pageSize];
        for (var segment : module.dataSection().dataSegments()) {
            var active = (ActiveDataSegment) segment;
            byte[] data = active.data();
            System.arraycopy(data, 0, memory, (int) constant(active.offsetInstructions()), data.length);
        }
        return memory;
    }
}
