package org.pythonwasm.engine.internal.guest;

import java.util.List;
import java.util.function.Supplier;
import org.pythonwasm.machine.code.CodeTier;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.RegexTier;
import org.pythonwasm.machine.memory.Snapshot;

/**
 * The state that built-in guests are forked from.
 *
 * @param exports the translated code, the same for all
 * @param snapshot the memory that each begins with
 * @param archive the standard library
 * @param openFiles numbers of files that the memory takes for open; in none of the guests they are
 * @param grants what each may see
 * @param regexes how their regular expressions are matched
 * @param codes whether their Python code is compiled
 * @param begun whether the memory is that of a guest which was told its variables, and may have changed them since
 */
public record BuiltInImage(
        GuestExports exports,
        Snapshot snapshot,
        Supplier<byte[]> archive,
        List<Integer> openFiles,
        Grants grants,
        RegexTier regexes,
        CodeTier codes,
        boolean begun)
        implements Guest.Source {

    @Override
    public Guest open(GuestHost host) {
        return new BuiltInGuest(this, host);
    }

    @Override
    public long bytes() {
        return snapshot.memoryBytes();
    }

    @Override
    public boolean hasSpare() {
        return snapshot.hasSpare();
    }

    public BuiltInImage with(Grants newGrants) {
        return new BuiltInImage(exports, snapshot, archive, openFiles, newGrants, regexes, codes, begun);
    }

    public BuiltInImage with(RegexTier newRegexes) {
        return new BuiltInImage(exports, snapshot, archive, openFiles, grants, newRegexes, codes, begun);
    }

    public BuiltInImage with(CodeTier newCodes) {
        return new BuiltInImage(exports, snapshot, archive, openFiles, grants, regexes, newCodes, begun);
    }
}
