package org.pythonwasm.cpython;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the same cases with a native CPython of the same version. Outcomes are kept beside the test library, in the cache of
 * the guest's build, under a hash of what they are made of: the next checkout needs no native run.
 *
 * @param python the native interpreter
 * @param work a folder that may be written to
 */
record NativeRun(Path python, TestLibrary library, Path work) {
    private static final List<String> SCRIPTS = List.of("harness.py", "native_run.py");
    private static final int MINUTES = 5;

    /** Outcomes by the cases' names. */
    Map<String, Outcome> of(TestModule module) throws IOException, InterruptedException {
        var folder = Files.createDirectories(library.folder().resolveSibling("native-outcomes"));
        var kept = folder.resolve(module.name() + "-" + key() + ".txt");
        if (!Files.exists(kept)) {
            run(module, kept);
        }
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (String line : Files.readAllLines(kept)) {
            int blank = line.indexOf(' ');
            outcomes.put(line.substring(blank + 1), Outcome.of(line.substring(0, blank)));
        }
        return outcomes;
    }

    private String key() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(python.toString().getBytes(StandardCharsets.UTF_8));
            SCRIPTS.forEach(script -> digest.update(Resources.text(script).getBytes(StandardCharsets.UTF_8)));
            return new BigInteger(1, digest.digest()).toString(16).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a folder of its own, because tests leave files in the current one. */
    private void run(TestModule module, Path kept) throws IOException, InterruptedException {
        var folder = Files.createDirectories(work.resolve(module.name()));
        for (String script : SCRIPTS) {
            Files.writeString(folder.resolve(script), Resources.text(script));
        }
        var outcomes = Files.createTempFile(kept.getParent(), module.name(), ".tmp");
        var builder = new ProcessBuilder(
                python.toString(), "native_run.py", library.folder().toString(), module.qualifiedName());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"));
        var process = builder.directory(folder.toFile())
                .redirectOutput(outcomes.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        await(process, module);
        Files.move(outcomes, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void await(Process process, TestModule module) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(module.name() + " did not end within " + MINUTES + " minutes natively");
        }
        if (process.exitValue() != 0) {
            throw new IOException(module.name() + " ended with status " + process.exitValue() + " natively");
        }
    }
}
