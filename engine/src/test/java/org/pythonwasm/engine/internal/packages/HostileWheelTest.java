package org.pythonwasm.engine.internal.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.test.TestWheel;

/** Wheels that were made to do harm are refused, within bounds. */
class HostileWheelTest {
    private static final TestWheel GOOD = TestWheel.of("good", "1").withFile("good.py", "answer = 42\n");

    private static WheelSet read(byte[] content) {
        return read(GOOD.fileName(), content);
    }

    private static WheelSet read(String file, byte[] content) {
        return WheelSet.read(List.of(new WheelSet.Source(file, content)), null);
    }

    private static String refusal(byte[] content) {
        return assertThrows(PythonPackageException.class, () -> read(content)).getMessage();
    }

    /** One entry of a zip file that is written byte by byte. */
    private static final class Entry {
        String name;
        String localName;
        int method;
        byte[] packed;
        int size;
        int checksum;
        int flags = 1 << 11;
        int madeBy = 20;
        int attributes;
        int offset;
        /** Its bytes are those of this one. */
        Entry shared;

        Entry(String name, byte[] content, boolean deflated) {
            this.name = name;
            this.localName = name;
            this.size = content.length;
            var crc = new CRC32();
            crc.update(content);
            this.checksum = (int) crc.getValue();
            this.method = deflated ? 8 : 0;
            this.packed = deflated ? deflate(content) : content;
        }

        private static byte[] deflate(byte[] content) {
            var deflater = new Deflater(9, true);
            deflater.setInput(content);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] part = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            deflater.end();
            return out.toByteArray();
        }
    }

    private static List<Entry> entries(TestWheel wheel) {
        var entries = new ArrayList<Entry>();
        wheel.contents().forEach((name, content) -> entries.add(new Entry(name, content, true)));
        return entries;
    }

    private static byte[] zip(List<Entry> entries) {
        try {
            var out = new ByteArrayOutputStream();
            for (var entry : entries) {
                if (entry.shared == null) {
                    entry.offset = out.size();
                    byte[] name = entry.localName.getBytes(StandardCharsets.UTF_8);
                    var head =
                            buffer(30).putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags);
                    head.putShort((short) entry.method).putInt(0).putInt(entry.checksum);
                    head.putInt(entry.packed.length)
                            .putInt(entry.size)
                            .putShort((short) name.length)
                            .putShort((short) 0);
                    out.write(head.array());
                    out.write(name);
                    out.write(entry.packed);
                }
            }
            int start = out.size();
            for (var entry : entries) {
                byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
                var listed = buffer(46)
                        .putInt(0x02014b50)
                        .putShort((short) entry.madeBy)
                        .putShort((short) 20);
                listed.putShort((short) entry.flags)
                        .putShort((short) entry.method)
                        .putInt(0)
                        .putInt(entry.checksum);
                listed.putInt(entry.packed.length).putInt(entry.size).putShort((short) name.length);
                listed.putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0);
                listed.putInt(entry.attributes).putInt(entry.shared == null ? entry.offset : entry.shared.offset);
                out.write(listed.array());
                out.write(name);
            }
            int size = out.size() - start;
            var end = buffer(22).putInt(0x06054b50).putInt(0).putShort((short) entries.size());
            end.putShort((short) entries.size()).putInt(size).putInt(start).putShort((short) 0);
            out.write(end.array());
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String refusalOf(Consumer<List<Entry>> change) {
        var entries = entries(GOOD);
        change.accept(entries);
        return refusal(zip(entries));
    }

    @Test
    void the_one_that_they_are_made_of_is_good() {
        assertEquals(1, read(zip(entries(GOOD))).wheels().size());
        assertEquals(1, read(GOOD.bytes()).wheels().size());
    }

    @Test
    void an_entry_that_unpacks_to_more_than_it_says_is_refused() {
        assertTrue(refusalOf(entries -> {
                    var bomb = new Entry("bomb.py", new byte[50 << 20], true);
                    bomb.size = 10;
                    entries.add(bomb);
                })
                .endsWith("the content of bomb.py has another size than it says"));
    }

    @Test
    void an_entry_that_says_more_than_all_may_have_is_refused_before_it_is_unpacked() {
        assertTrue(refusalOf(entries -> {
                    for (int i = 0; i < 3; i++) {
                        var bomb = new Entry("bomb" + i + ".py", new byte[100], true);
                        bomb.size = 100 << 20;
                        entries.add(bomb);
                    }
                })
                .contains("bytes, and all packages together may have 268435456"));
    }

    @Test
    void entries_that_share_bytes_are_refused() {
        assertTrue(refusalOf(entries -> {
                    var first = new Entry("bomb.py", new byte[1 << 20], true);
                    entries.add(first);
                    var second = new Entry("bomb.py", new byte[1 << 20], true);
                    second.shared = first;
                    entries.add(second);
                })
                .contains("shares bytes with another"));
    }

    @Test
    void two_entries_of_one_name_are_refused() {
        assertTrue(refusalOf(entries -> entries.add(new Entry("good.py", "answer = 43\n".getBytes(), false)))
                .endsWith("it has two entries 'good.py'"));
    }

    @Test
    void an_entry_whose_two_names_differ_is_refused() {
        assertTrue(refusalOf(entries -> entries.get(0).localName = "evil.py")
                .endsWith("the entry good.py is not what the list of entries says"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.py",
                "a/../../evil.py",
                "/evil.py",
                "a//evil.py",
                "./evil.py",
                "a/./evil.py",
                "a\\evil.py",
                "C:evil.py",
                "evil\u0000.py",
                "evil\n.py",
                "..",
                "a/.."
            })
    void a_path_that_leads_elsewhere_is_refused(String path) {
        String message = refusalOf(entries -> entries.add(new Entry(path, new byte[0], false)));
        assertTrue(
                message.contains("is not a path below") || message.contains("has no path that every system has"),
                message);
    }

    @Test
    void a_name_that_is_no_utf_8_and_one_that_does_not_end_are_refused() {
        assertTrue(refusalOf(entries -> {
                    var named = new Entry("naïve.py", new byte[0], false);
                    named.flags = 0;
                    entries.add(named);
                })
                .endsWith("the name of an entry is no ASCII"));
        assertTrue(refusalOf(entries -> entries.add(new Entry("a/".repeat(1_000), new byte[0], false)))
                .contains("has no path that every system has"));
    }

    @Test
    void a_symbolic_link_is_refused() {
        assertTrue(refusalOf(entries -> {
                    var link = new Entry("good.link", "/etc/passwd".getBytes(), false);
                    link.madeBy = 3 << 8;
                    link.attributes = 0120777 << 16;
                    entries.add(link);
                })
                .endsWith("the entry good.link is a symbolic link"));
    }

    @Test
    void what_is_encrypted_or_packed_in_another_way_is_refused() {
        assertTrue(refusalOf(entries -> entries.get(0).flags |= 1).endsWith("is neither stored nor deflated"));
        assertTrue(refusalOf(entries -> entries.get(0).method = 12).endsWith("is neither stored nor deflated"));
    }

    @Test
    void a_content_with_another_checksum_or_hash_is_refused() {
        assertTrue(refusalOf(entries -> entries.get(0).checksum++).endsWith("has another checksum"));
        assertTrue(refusalOf(entries -> entries.set(0, new Entry("good.py", "answer = 43\n".getBytes(), true)))
                .endsWith("the content of good.py is not what its RECORD says"));
    }

    @Test
    void a_file_that_is_not_in_the_record_and_a_record_without_its_file_are_refused() {
        assertTrue(refusalOf(entries -> entries.add(new Entry("evil.py", new byte[0], false)))
                .endsWith("its RECORD does not list evil.py"));
        assertTrue(refusalOf(entries -> entries.remove(0)).endsWith("its RECORD lists a file that is not there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"good.py,,\n", "good.py,md5=x,12\n", "good.py\n", "good.py,sha256=,12\n", ",,,,\n"})
    void a_record_without_hashes_is_refused(String record) {
        var wheel = GOOD.withFile("good-1.dist-info/RECORD", record);
        assertTrue(refusal(wheel.bytes()).contains("RECORD"));
    }

    @Test
    void metadata_of_another_package_or_none_is_refused() {
        assertTrue(assertThrows(PythonPackageException.class, () -> read("other-1-py3-none-any.whl", GOOD.bytes()))
                .getMessage()
                .endsWith("its METADATA is that of another package or version than its name says"));
        assertTrue(assertThrows(PythonPackageException.class, () -> read("good-2-py3-none-any.whl", GOOD.bytes()))
                .getMessage()
                .endsWith("its METADATA is that of another package or version than its name says"));
        assertTrue(
                refusal(zip(List.of(new Entry("good.py", new byte[0], false)))).contains("it has 0 directories"));
        assertTrue(refusal(GOOD.withFile("x-1.dist-info/METADATA", "").bytes()).contains("it has 2 directories"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good.whl",
                "good-1.whl",
                "good-1-py3-none.whl",
                "../good-1-py3-none-any.whl",
                "good 1-py3-none-any.whl",
                "-1-py3-none-any.whl"
            })
    void a_file_that_is_not_named_like_a_wheel_is_refused(String file) {
        assertTrue(assertThrows(PythonPackageException.class, () -> read(file, GOOD.bytes()))
                .getMessage()
                .endsWith("is not the name of a wheel, such as name-1.0-py3-none-any.whl"));
    }

    @Test
    void a_wheel_for_python_2_is_refused() {
        assertTrue(assertThrows(PythonPackageException.class, () -> read("good-1-py2-none-any.whl", GOOD.bytes()))
                .getMessage()
                .endsWith("it is for py2, expected py3 or up to py313"));
    }

    @Test
    void a_file_and_a_directory_of_one_name_are_refused() {
        var wheel = GOOD.withFile("a", "x").withFile("a/b.py", "");
        assertTrue(refusal(wheel.bytes()).contains("'a' is a file and a directory"));
    }

    @Test
    void two_files_that_are_installed_at_one_place_are_refused() {
        var wheel = GOOD.withFile("good-1.data/purelib/good.py", "answer = 43\n");
        assertTrue(refusal(wheel.bytes()).endsWith("it installs two files as good.py"));
    }

    @Test
    void files_of_the_data_directory_are_installed_or_left_out() {
        var wheel = GOOD.withFile("good-1.data/purelib/pure.py", "").withFile("good-1.data/scripts/good", "");
        assertTrue(read(wheel.bytes()).wheels().get(0).files().keySet().containsAll(List.of("good.py", "pure.py")));
        assertTrue(read(wheel.bytes()).wheels().get(0).files().keySet().stream()
                .noneMatch(path -> path.contains("scripts")));
    }

    @Test
    void a_truncated_or_changed_wheel_is_a_wheel_or_refused() {
        byte[] good = GOOD.bytes();
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int j = random.nextInt(4); j >= 0 && changed.length > 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertEquals(1, read(changed).wheels().size());
            } catch (PythonPackageException refused) {
                assertTrue(refused.getMessage().length() < 1_000, refused.getMessage());
            }
        }
    }

    @Test
    void metadata_that_goes_on_without_end_is_read_within_bounds() {
        var wheel = GOOD.withFile(
                "good-1.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: good\nVersion: 1\nLicense: x\n" + " y\n".repeat(1_000_000));
        assertEquals(1, read(wheel.bytes()).wheels().size());
        assertTrue(refusal(GOOD.withHeader("Requires-Dist: a; " + "(".repeat(9_000))
                        .bytes())
                .contains("expected at most 8192"));
    }

    @Test
    void requirements_without_end_are_refused_and_those_that_are_missing_are_counted() {
        var many = GOOD.withHeader(IntStream.range(0, 3_000)
                .mapToObj(i -> "Requires-Dist: absent" + i + "; '" + "x".repeat(500) + "' != 'y'")
                .collect(Collectors.joining("\n")));
        String message = refusal(many.bytes());
        assertTrue(message.startsWith("packages do not fit together: good 1 requires absent0; 'xxx"), message);
        assertTrue(message.endsWith("; and 2980 more"), message);
        assertTrue(message.length() < 20_000, message);
        assertTrue(refusal(many.withHeader("Requires-Dist: one").bytes())
                .contains("it has 3001 requirements, expected at most 3000"));
    }

    @Test
    void packages_and_extras_that_require_each_other_are_followed_once() {
        var ring = GOOD.withHeader(IntStream.range(0, 1_000)
                .mapToObj(i -> "Requires-Dist: good[e" + (i + 1) % 1_000 + "]; extra == 'e" + i + "'")
                .collect(Collectors.joining("\n")));
        assertEquals(
                1,
                read(ring.withHeader("Requires-Dist: good[e0]").bytes())
                        .wheels()
                        .size());
    }

    /** The sum of such a place and a size is negative as an int. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MAX_VALUE - 29, Integer.MAX_VALUE - 60, 1 << 30})
    void an_entry_that_begins_beyond_the_end_is_refused(int offset) {
        assertTrue(refusalOf(entries -> {
                    var far = new Entry("far.py", new byte[0], false);
                    far.offset = offset;
                    entries.get(0).shared = far;
                })
                .contains("it is no intact zip file: an entry is missing at byte " + offset));
    }

    @Test
    void directories_without_end_are_refused_before_they_are_made() {
        var wheel = GOOD;
        for (int i = 0; i < 60; i++) {
            wheel = wheel.withFile(i + "/a".repeat(500) + ".py", "");
        }
        assertTrue(refusal(wheel.bytes()).endsWith("more than 20000 files and directories, counted over all packages"));
    }

    /** Neither is a version, and so neither is the version of the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Version: y",
                "Version: x",
                "Version: 1 --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "Version: 1', timeout = '1 h"
            })
    void a_version_that_is_none_is_refused(String header) {
        var wheel = TestWheel.of("good", "x");
        String metadata = "Metadata-Version: 2.1\nName: good\n" + header + "\n";
        String message = assertThrows(
                        PythonPackageException.class,
                        () -> read(
                                wheel.fileName(),
                                wheel.withFile(wheel.metadata() + "METADATA", metadata)
                                        .bytes()))
                .getMessage();
        assertTrue(message.endsWith("its version is none of PEP 440, such as 1.0 or 2.1rc1"), message);
    }

    /** The first has the Kelvin sign, whose small letter is k. */
    @Test
    void a_name_that_only_compares_like_that_of_the_file_is_refused() {
        for (String name : List.of("\u212Aeep-it", "keep" + "-_.".repeat(2_000) + "it")) {
            var wheel = TestWheel.of("keep-it", "1");
            String metadata = "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1\n";
            String message = assertThrows(
                            PythonPackageException.class,
                            () -> read(
                                    wheel.fileName(),
                                    wheel.withFile(wheel.metadata() + "METADATA", metadata)
                                            .bytes()))
                    .getMessage();
            assertTrue(
                    message.endsWith("its METADATA is that of another package or version than its name says"), message);
        }
    }

    @Test
    void headers_beyond_the_bound_are_refused_and_not_passed_over() {
        var wheel = GOOD.withHeader("Classifier: x\n".repeat(10_000) + "Requires-Dist: absent");
        assertTrue(refusal(wheel.bytes()).endsWith("METADATA has more than 10000 headers"));
        assertTrue(refusal(GOOD.withHeader("Requires-Dist: good" + " ".repeat(1) + ";'" + "x".repeat(8_183)
                                + "'\n  != 'x' and 'y' > 'x'")
                        .bytes())
                .contains("expected at most 8192"));
    }

    /** Python ends a line of METADATA there, too. */
    @Test
    void a_requirement_behind_a_carriage_return_is_one() {
        assertTrue(refusal(GOOD.withHeader("Summary: x\rRequires-Dist: absent").bytes())
                .endsWith("good 1 requires absent, which is missing"));
    }

    @Test
    void native_code_behind_a_line_separator_is_found() {
        assertTrue(refusal(GOOD.withFile("a\u2028b.so", "").bytes()).contains("it has native code, a"));
    }

    @Test
    void what_a_message_says_of_a_range_is_short() {
        String message = refusal(
                GOOD.withHeader("Requires-Python: <3" + ",".repeat(1_000_000)).bytes());
        assertTrue(message.contains("it requires Python <3,,,"), message.substring(0, 100));
        assertTrue(message.length() < 1_000);
    }

    /** They would reach the terminal of whoever reads the message. */
    @Test
    void control_characters_are_in_no_path_and_no_requirement() {
        for (String evil : List.of("\u001b", "\u007f", "\u0085", "\u009b")) {
            for (String header :
                    List.of("Requires-Dist: absent; '" + evil + "[2J' != 'x'", "Requires-Python: ===" + evil + "[2J")) {
                String message = refusal(GOOD.withHeader(header).bytes());
                assertTrue(message.contains("has control characters"), message.replaceAll("\\p{C}", "?"));
                assertTrue(message.chars().noneMatch(Character::isISOControl), message.replaceAll("\\p{C}", "?"));
            }
            String message = refusalOf(entries -> entries.add(new Entry("a" + evil + "[2J.py", new byte[0], false)));
            assertTrue(message.contains("has no path that every system has"), message);
            assertTrue(message.chars().noneMatch(Character::isISOControl), message.replaceAll("\\p{C}", "?"));
        }
    }

    @Test
    void what_a_message_says_of_a_lock_has_no_control_characters() {
        String message = assertThrows(
                        PythonPackageException.class, () -> WheelSet.Lock.parse("lock", "\u001b[2J\u009b2Jgood==1\n"))
                .getMessage();
        assertTrue(message.endsWith("found '?[2J?2Jgood==1'"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good-1.data/purelib/other-9.dist-info/METADATA",
                "good-1.data/platlib/other-9.Dist-Info/entry_points.txt",
                "other-9.dist-info/entry_points.txt",
                "other.egg-info/PKG-INFO",
                "other.EGG-INFO"
            })
    void metadata_of_another_package_beside_its_own_is_refused(String path) {
        var wheel = GOOD.withFile(path, "[console_scripts]\npython = evil\n");
        assertTrue(
                refusal(wheel.bytes()).contains("it brings metadata of another package, other"),
                () -> refusal(wheel.bytes()));
    }

    /** {@code importlib.metadata} finds a package by the name of that directory. */
    @Test
    void a_directory_of_metadata_with_another_name_is_refused() {
        for (String directory : List.of("other-1.dist-info/", "good.dist-info/", "-1.dist-info/")) {
            var entries = entries(GOOD);
            entries.clear();
            var other = TestWheel.of("other", "1").contents();
            var record = new StringBuilder();
            GOOD.contents().forEach((path, content) -> {
                String place = path.replace("good-1.dist-info/", directory);
                if (!path.endsWith("RECORD")) {
                    entries.add(new Entry(place, content, true));
                    record.append(place)
                            .append(",sha256=")
                            .append(hash(content))
                            .append(",\n");
                }
            });
            record.append(directory).append("RECORD,,\n");
            entries.add(new Entry(directory + "RECORD", record.toString().getBytes(StandardCharsets.UTF_8), true));
            String message = refusal(zip(entries));
            assertTrue(message.contains("is not the directory of metadata of good"), message);
        }
    }

    private static String hash(byte[] content) {
        try {
            return java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            java.security.MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Each extra that is asked for has all conditions looked at again. */
    @Test
    void conditions_that_are_looked_at_without_end_are_refused() {
        String condition = " or ".concat("python_version<'3'").repeat(60).substring(4);
        var ring = GOOD.withHeader(IntStream.range(0, 2_500)
                .mapToObj(i -> "Requires-Dist: good[e" + (i + 1) % 2_500 + "]; extra == 'e" + i + "' or " + condition)
                .collect(Collectors.joining("\n")));
        assertTrue(refusal(ring.withHeader("Requires-Dist: good[e0]").bytes())
                .contains("the requirements of good 1 ask for more extras, with more conditions, than are followed"));
    }
}
