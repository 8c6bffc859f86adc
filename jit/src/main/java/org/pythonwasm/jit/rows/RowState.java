package org.pythonwasm.jit.rows;

import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.jit.bytecode.CodeReader;

/** The frames of compiled rows at an instruction: the function's own, and those of functions that are part of it. */
final class RowState {
    /** A frame while its block is written. */
    static final class Frame {
        final CodeReader reader;
        /** The next instruction; of a frame that waits, the one behind the call. */
        int unit;

        final List<RowValue.Item> locals;
        final List<RowValue> stack;

        Frame(CodeReader reader, int unit, List<RowValue.Item> locals, List<RowValue> stack) {
            this.reader = reader;
            this.unit = unit;
            this.locals = new ArrayList<>(locals);
            this.stack = new ArrayList<>(stack);
        }

        RowValue pop() {
            return stack.remove(stack.size() - 1);
        }

        void push(RowValue value) {
            stack.add(value);
        }
    }

    /** What tells blocks apart: code, instruction, and what is known of each local variable and entry of the stack. */
    record Shape(List<FrameShape> frames) {}

    record FrameShape(int code, int unit, List<RowValue.Item> locals, List<RowValue.Item> stack) {}

    final List<Frame> frames = new ArrayList<>();

    Frame top() {
        return frames.get(frames.size() - 1);
    }

    int depth() {
        return frames.size() - 1;
    }

    /** Where a jump of the last frame leads. */
    Shape shape(int unit) {
        var shapes = new ArrayList<FrameShape>();
        for (Frame frame : frames) {
            shapes.add(new FrameShape(
                    frame.reader.code,
                    frame == top() ? unit : frame.unit,
                    List.copyOf(frame.locals),
                    frame.stack.stream().map(RowValue::item).toList()));
        }
        return new Shape(shapes);
    }
}
