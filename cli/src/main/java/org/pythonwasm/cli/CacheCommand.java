package org.pythonwasm.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.pythonwasm.modules.ClassCache;
import org.pythonwasm.modules.ClassCache.Entry;
import org.pythonwasm.modules.ClassCache.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists and removes the compiled modules and unpacked libraries on disk. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(ls | clear)",
        description = "Lists or removes compiled modules and unpacked libraries.")
final class CacheCommand {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @ParentCommand
    private PythonWasm parent;

    @Spec
    private CommandSpec spec;

    private ClassCache cache() {
        return new ClassCache(
                parent.cache(), ClassCache.DEFAULT_BOUND, spec.commandLine().getErr()::println);
    }

    @Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description = "Lists size, last use, kind and name of each entry.")
    int list() {
        var out = spec.commandLine().getOut();
        long sum = 0;
        for (var entry : cache().entries()) {
            out.printf(
                    "%6.1f MB  %s  %-10s  %s%n",
                    entry.bytes() / 1e6,
                    TIME.format(entry.lastUsed()),
                    entry.kind(),
                    entry.file().getFileName());
            sum += entry.bytes();
        }
        out.printf("%6.1f MB in %s%n", sum / 1e6, cache().directory());
        return 0;
    }

    @Command(
            name = "clear",
            mixinStandardHelpOptions = true,
            description = "Removes all, also libraries that running guests import from.")
    int clear() {
        var cache = cache();
        var entries = cache.entries();
        spec.commandLine()
                .getOut()
                .printf(
                        "removed %d entries from %s, %d of them compiled modules, %d libraries%n",
                        cache.clear(), cache.directory(), count(entries, Kind.MODULE), count(entries, Kind.LIBRARY));
        return 0;
    }

    private static long count(List<Entry> entries, Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).count();
    }
}
