package org.pythonwasm.engine.internal.packages;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.pythonwasm.engine.PythonPackageException;

/**
 * What a wheel's file name says: {@code name-version[-build]-python-abi-platform.whl}. Immutable.
 *
 * @param file without directories
 * @param pythons the versions of Python that it is for, such as {@code py3}
 */
record WheelName(String file, String name, String version, List<String> pythons, String abi, String platform) {
    static final String SUFFIX = ".whl";
    private static final Pattern FORM = Pattern.compile(
            "(" + PackageName.FORM
                    + ")-([A-Za-z0-9_.!+]{1,200}?)(?:-([0-9][A-Za-z0-9_.]*))?-([A-Za-z0-9_.]+)-([A-Za-z0-9_.]+)-([A-Za-z0-9_.]+)\\.whl");
    private static final Pattern OLDER = Pattern.compile("py3|(?:py|cp)3[0-9]|(?:py|cp)31[0-3]");

    static WheelName parse(String file) {
        var match = FORM.matcher(file);
        if (file.length() > 255 || !match.matches()) {
            throw new PythonPackageException("'" + (file.length() > 120 ? file.substring(0, 120) + "…" : file)
                    + "' is not the name of a wheel, such as name-1.0-py3-none-any.whl");
        }
        return new WheelName(
                file,
                match.group(1),
                match.group(2),
                Arrays.asList(match.group(4).split("\\.")),
                match.group(5),
                match.group(6));
    }

    String key() {
        return PackageName.normalized(name);
    }

    /** Whether it says that it has no code of a machine. */
    boolean isPure() {
        return Arrays.asList(abi.split("\\.")).contains("none")
                && Arrays.asList(platform.split("\\.")).contains("any");
    }

    boolean isForThisPython() {
        return pythons.stream().anyMatch(python -> OLDER.matcher(python).matches());
    }
}
