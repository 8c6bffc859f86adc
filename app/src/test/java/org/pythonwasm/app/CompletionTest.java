package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code python-wasm completion} writes, in a bash. */
@Timeout(600)
class CompletionTest {
    private static final File BASH = new File("/bin/bash");

    @TempDir
    private Path folder;

    private static String bash(String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 1];
        command[0] = BASH.getPath();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** As bash does when the person types a tab, but for {@code compopt}, which complains that nobody does. */
    private static Set<String> complete(Path script, String line) throws IOException, InterruptedException {
        String output = bash("-c", """
                source "$1"
                COMP_LINE=$2
                COMP_POINT=${#2}
                read -ra COMP_WORDS <<< "$2"
                [[ $2 == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                function=$(complete -p python-wasm | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                $function python-wasm "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2> >(grep -v compopt: >&2)
                printf '%s\\n' "${COMPREPLY[@]}"
                """, "bash", script.toString(), line);
        var found = new TreeSet<String>();
        output.lines().forEach(word -> found.add(word.strip()));
        return found;
    }

    @Test
    void bash_completes_commands_options_and_values() throws Exception {
        assumeTrue(BASH.canExecute(), "the test needs bash");
        Path script = Files.writeString(
                folder.resolve("completion.bash"),
                new Jar(folder).run("completion").out());
        bash("-n", script.toString());
        assertTrue(complete(script, "python-wasm s").contains("sql"));
        assertTrue(complete(script, "python-wasm ").containsAll(Set.of("run", "console", "demo", "mcp", "packages")));
        assertTrue(complete(script, "python-wasm sql --c").contains("--csv"));
        assertEquals(Set.of("csv"), complete(script, "python-wasm sql --format c"));
        assertTrue(complete(script, "python-wasm packages ").containsAll(Set.of("add", "lock", "list", "check")));
    }
}
