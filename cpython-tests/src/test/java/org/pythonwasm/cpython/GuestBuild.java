package org.pythonwasm.cpython;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What {@code guest/build.sh} hands out besides the guest. */
final class GuestBuild {
    private static final File SCRIPT = new File(System.getProperty("cpython-tests.build"));

    private GuestBuild() {}

    static TestLibrary testLibrary() throws IOException, InterruptedException {
        return new TestLibrary(path("--test-library"));
    }

    /** Modules of this project are before those of CPython. */
    static LibrarySources librarySources() throws IOException, InterruptedException {
        var guest = SCRIPT.getCanonicalFile().toPath().getParent();
        return new LibrarySources(
                List.of(guest.resolve("prelude"), guest.resolve("stdlib"), path("--library-sources")));
    }

    static Path nativePython() throws IOException, InterruptedException {
        return path("--native-python");
    }

    /** The last line that the script prints. */
    private static Path path(String option) throws IOException, InterruptedException {
        var process = new ProcessBuilder(SCRIPT.getCanonicalPath(), option)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0 || lines.isEmpty()) {
            throw new IOException("guest/build.sh " + option + " failed, see its message above");
        }
        return Path.of(lines.get(lines.size() - 1));
    }
}
