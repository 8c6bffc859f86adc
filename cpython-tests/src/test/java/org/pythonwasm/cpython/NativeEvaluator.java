package org.pythonwasm.cpython;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A native CPython that evaluates the expressions of the differential test. Used by one thread at a time. */
final class NativeEvaluator implements AutoCloseable {
    private final Process process;
    private final Writer requests;
    private final BufferedReader replies;
    private String request;

    /** The native interpreter; skips the test where the guest was handed in, and so is not known to be of the same version. */
    static Path pythonOrSkip() throws IOException, InterruptedException {
        if (System.getProperty("python-wasm.guest") != null) {
            String reason =
                    "The comparison with native Python is skipped: -Dpython-wasm.guest hands in a guest without its sources";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return GuestBuild.nativePython();
    }

    /**
     * @param python the native interpreter
     * @param program what it runs, which ends with a definition of {@code serve}
     * @param name of the program's folder, the only one that it is given
     */
    NativeEvaluator(Path python, String program, String name) throws IOException {
        var folder = Path.of(System.getProperty("cpython-tests.work")).resolveSibling(name);
        var script = Files.createDirectories(folder).resolve("differential.py");
        Files.writeString(script, program + "\nserve()\n");
        var builder = new ProcessBuilder(
                python.toString(), "-S", "-B", script.toAbsolutePath().toString());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC", "PYTHONHASHSEED", "0"));
        process = builder.directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The reply can be read later, while the same is done elsewhere. */
    void ask(String request) throws IOException {
        this.request = request;
        requests.write(request + "\n");
        requests.flush();
    }

    /** Expressions and outcomes in turn. */
    List<String> reply() throws IOException {
        var lines = new ArrayList<String>();
        for (String line = replies.readLine(); line == null || !line.isEmpty(); line = replies.readLine()) {
            if (line == null) {
                throw new IOException("native Python ended before its reply to " + request
                        + " was complete, or took a minute for it");
            }
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
