package org.pythonwasm.engine.internal.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.test.DebianWheels;

/** Versions, ranges of them and markers mean what {@code packaging}, the reference of pip, says that they mean. */
class RequirementTest {
    private static final List<String> VERSIONS = List.of(
            "1",
            "1.0",
            "1.0.0",
            "0.9",
            "1.0a1",
            "1.0.a2",
            "1.0b1",
            "1.0rc1",
            "1.0c1",
            "1.0-preview3",
            "1.0.dev1",
            "1.0a1.dev2",
            "1.0.post1",
            "1.0-1",
            "1.0.post1.dev2",
            "1.0a1.post1",
            "1.0+ubuntu.1",
            "1.0+1",
            "1.0+1.a",
            "1.0+10",
            "1!0.5",
            "2024.1.15",
            "1.1",
            "1.10",
            "1.2.3.4",
            "v1.0",
            "1.0.POST",
            "1.0alpha",
            "2.0rc1+local",
            "0");

    /** The reference takes no notice of an epoch in front of a prefix. */
    private static final List<String> WITHOUT_EPOCH =
            VERSIONS.stream().filter(text -> text.indexOf('!') < 0).toList();

    private static final List<String> NO_VERSIONS =
            List.of("", "x", "1.0.x", "1.0+", "1..0", "1.0-", "1.0~a", "french toast");

    private static final List<String> MARKERS = List.of(
            "python_version >= '3.8'",
            "python_version < '3.10'",
            "python_version == '3.*'",
            "python_version in '3.12 3.13'",
            "python_version not in '2.7, 3.6'",
            "python_full_version == '3.13.5'",
            "python_full_version ~= '3.13.0'",
            "'3.9' < python_version",
            "sys_platform == 'wasi'",
            "sys_platform != 'win32' and (os_name == 'posix' or platform_system == 'Windows')",
            "sys_platform == 'win32' or os_name == 'nt' and python_version > '3'",
            "(sys_platform == 'win32' or os_name == 'posix') and python_version > '3'",
            "platform_python_implementation == 'CPython'",
            "platform_python_implementation != \"PyPy\"",
            "implementation_name == 'cpython'",
            "implementation_version >= '3.13'",
            "platform_machine == 'x86_64'",
            "platform_machine < 'z'",
            "'wasm' in platform_machine",
            "platform_release >= '20.0'",
            "extra == 'test'",
            "extra == 'Test_Suite' or python_version < '3'",
            "os.name == 'posix'",
            "sys.platform == 'wasi'",
            "python_implementation == 'CPython'");

    @TempDir
    private static Path directory;

    private static PythonInterpreter reference() {
        DebianWheels.of("python3-packaging").writeTo(directory);
        return PythonRuntime.builder()
                .withPackages(Packages.in(directory))
                .build()
                .open();
    }

    private static List<String> ranges() {
        var ranges = new ArrayList<String>();
        for (String version : WITHOUT_EPOCH) {
            for (String operator : List.of("==", "!=", "<=", ">=", "<", ">", "~=", "===")) {
                // Nor does it know these spellings there.
                if (!operator.equals("~=") || !Set.of("1.0c1", "1.0.POST").contains(version)) {
                    ranges.add(operator + version);
                }
                ranges.add(operator + version + ".*");
            }
        }
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            ranges.add(ranges.get(random.nextInt(400)) + "," + ranges.get(random.nextInt(400)));
        }
        ranges.addAll(List.of("", "=1", "1.0", ">", ">=1 <2", ">=1,", ",>=1", "==1.0.*.*", "===anything", "~=1"));
        return ranges;
    }

    /** Says in Java what the reference says in Python; null stands for what cannot be parsed. */
    @Test
    void versions_are_in_ranges_as_the_reference_has_it() {
        var ranges = ranges();
        try (var python = reference()) {
            python.exec("""
                    from packaging.specifiers import SpecifierSet, InvalidSpecifier
                    from packaging.version import Version
                    def admitted(ranges, versions):
                        rows = {}
                        for text in ranges:
                            try:
                                range = SpecifierSet(text, prereleases=True)
                                rows[text] = ''.join('1' if range.contains(version) else '0' for version in versions)
                            except InvalidSpecifier:
                                rows[text] = ''
                        return rows
                    """);
            var said = (Map<?, ?>) python.call("admitted", ranges, WITHOUT_EPOCH);
            var different = new TreeMap<String, String>();
            ranges.stream()
                    .filter(range -> !row(range).equals(said.get(range)))
                    .forEach(range -> different.put(range, row(range) + ", the reference " + said.get(range)));
            assertEquals(Map.of(), different);
        }
    }

    private static String row(String text) {
        var row = new StringBuilder();
        VersionRange.parse(text)
                .ifPresent(range -> WITHOUT_EPOCH.forEach(version -> row.append(range.admits(version) ? '1' : '0')));
        return row.toString();
    }

    @Test
    void versions_have_the_order_of_the_reference() {
        try (var python = reference()) {
            python.exec("""
                    from packaging.version import Version
                    def order(versions):
                        return [[(Version(a) > Version(b)) - (Version(a) < Version(b)) for b in versions] for a in versions]
                    """);
            var ours = VERSIONS.stream()
                    .map(a -> VERSIONS.stream()
                            .map(b -> Integer.signum(Version.parse(a)
                                    .orElseThrow()
                                    .compareTo(Version.parse(b).orElseThrow())))
                            .toList())
                    .toList();
            assertEquals(ours, python.call("order", VERSIONS));
        }
        NO_VERSIONS.forEach(text -> assertTrue(Version.parse(text).isEmpty(), text));
    }

    @Test
    void markers_hold_as_the_reference_has_it() {
        try (var python = reference()) {
            python.exec("""
                    from packaging.markers import Marker
                    def holds(markers, extra):
                        return [Marker(text).evaluate({'extra': extra}) for text in markers]
                    """);
            for (String extra : List.of("", "test", "test-suite")) {
                var ours = MARKERS.stream()
                        .map(text -> RequirementParser.parse("name; " + text).holds(Set.of(extra)))
                        .toList();
                assertEquals(ours, python.call("holds", MARKERS, extra), extra);
            }
        }
    }

    @Test
    void the_variables_of_markers_are_what_the_guest_says() {
        try (var python = reference()) {
            var said = new TreeMap<>((Map<?, ?>)
                    python.eval("from packaging.markers import default_environment\ndict(default_environment())"));
            assertEquals(new TreeMap<>(MarkerEnvironment.VARIABLES), said);
        }
    }

    @Test
    void a_requirement_has_a_name_extras_versions_and_a_marker() {
        var requirement = RequirementParser.parse("Foo.Bar [One,two_2] (>=1.0, <2) ; extra == 'x'");
        assertEquals("foo-bar", requirement.key());
        assertEquals(Set.of("one", "two-2"), requirement.extras());
        assertTrue(requirement.versions().admits("1.5"));
        assertEquals(false, requirement.holds(Set.of()));
        assertEquals(true, requirement.holds(Set.of("x")));
        assertEquals(
                VersionRange.ALL,
                RequirementParser.parse("foo @ https://example.org/a;b ; extra == 'x'")
                        .versions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-foo",
                "foo bar",
                "foo[",
                "foo[a",
                "foo[a,]",
                "foo (>=1",
                "foo >=",
                "foo ; ",
                "foo ; bar == '1'",
                "foo ; python_version",
                "foo ; python_version == ",
                "foo ; python_version == '3",
                "foo ; (python_version == '3'",
                "foo ; python_version == '3' or",
                "foo ; python_version == '3' extra",
                "foo ; python_version is '3'"
            })
    void what_is_no_requirement_is_refused_with_the_place(String text) {
        assertTrue(assertThrows(PythonPackageException.class, () -> RequirementParser.parse(text))
                .getMessage()
                .matches("expected .* at character [0-9]+ of the requirement '.*'"));
    }

    @Test
    void parentheses_without_end_are_refused() {
        assertThrows(
                PythonPackageException.class,
                () -> RequirementParser.parse("foo; " + "(".repeat(5_000) + "os_name == ''" + ")".repeat(2_000)));
    }
}
