package org.pythonwasm.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;

/** Runs programs in an interpreter with the streams of this process; returns their exit codes. */
final class Program {
    private final PythonInterpreter python;
    private final Duration timeout;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** @param timeout of each guarded action */
    Program(PythonInterpreter python, Duration timeout, InputStream in, PrintStream out, PrintStream err) {
        this.python = python;
        this.timeout = timeout;
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.err = err;
        python.exec(Resources.text("site.py"), "<site>");
        python.setInput(this::readLine);
        python.setOutput(
                text -> {
                    out.print(text);
                    out.flush();
                },
                err::print);
    }

    int runCode(String code, List<String> arguments) {
        setArguments("-c", arguments);
        return guarded(() -> python.exec(code, "<string>"));
    }

    int runModule(String name, List<String> arguments) {
        setArguments(name, arguments);
        return guarded(() -> {
            python.exec("import runpy as _runpy");
            python.call("_runpy.run_module", new Object[] {name}, Map.of("run_name", "__main__", "alter_sys", true));
        });
    }

    int runScript(Path script, List<String> arguments) {
        String source;
        if (Files.isDirectory(script)) {
            err.println("python-wasm: can't read file '" + script + "': it is a directory");
            return PythonWasm.USAGE;
        }
        try {
            source = Files.readString(script).replaceFirst("^\uFEFF", "");
        } catch (NoSuchFileException e) {
            err.println("python-wasm: can't open file '" + script + "': it is not there");
            return PythonWasm.USAGE;
        } catch (CharacterCodingException e) {
            err.println("python-wasm: can't read file '" + script + "': it is not in UTF-8");
            return PythonWasm.USAGE;
        } catch (IOException e) {
            err.println("python-wasm: can't read file '" + script + "': " + e);
            return PythonWasm.USAGE;
        }
        setArguments(script.toString(), arguments);
        return guarded(() -> {
            python.set("__file__", script.toString());
            python.exec(source, script.toString());
        });
    }

    /** Runs piped input as the program. */
    int runInput() throws IOException {
        String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        setArguments("-", List.of());
        return guarded(() -> python.exec(source, "<stdin>"));
    }

    private void setArguments(String program, List<String> arguments) {
        var all = new ArrayList<String>();
        all.add(program);
        all.addAll(arguments);
        python.setArguments(all);
    }

    /** Runs the action and returns the exit code for its outcome. */
    int guarded(Runnable action) {
        try {
            python.setWallTime(timeout);
            action.run();
            return 0;
        } catch (PythonException e) {
            return exitCode(e);
        } catch (GuestDiedException e) {
            return exitCode(e);
        }
    }

    private int exitCode(PythonException e) {
        if (e.typeName().equals("SystemExit")) {
            return systemExit(e.attributes().get("code"));
        }
        err.print(e.traceback());
        return e.typeName().equals("KeyboardInterrupt")
                ? 130
                : e.typeName().equals("TimeoutError") && isOver(e) ? 124 : 1;
    }

    /** A time-out of the host has no message. */
    private static boolean isOver(PythonException e) {
        return e.pythonMessage().isEmpty();
    }

    private int systemExit(Object code) {
        if (code == null) {
            return 0;
        }
        if (code instanceof Integer number) {
            return number & 0xFF;
        }
        err.println(code);
        return 1;
    }

    private int exitCode(GuestDiedException e) {
        if (e.exitStatus().isPresent()) {
            return e.exitStatus().getAsInt() & 0xFF;
        }
        err.println("python-wasm: the guest died: " + e.getMessage());
        return switch (e.reason()) {
            case TIMEOUT -> 124;
            case INTERRUPTED -> 130;
            default -> 134;
        };
    }

    /** Returns the next line with its end; empty after the last. */
    String readLine() {
        var line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n') {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
