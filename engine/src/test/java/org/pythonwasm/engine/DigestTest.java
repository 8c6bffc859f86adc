package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.internal.guest.GuestMemory;

/** hashlib and zlib's checksums, which the host computes: the same as Java's own, whole and in pieces. */
class DigestTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    private byte[] data(int size) {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        python.set("data", data);
        return data;
    }

    @ParameterizedTest
    @CsvSource({"md5,MD5", "sha1,SHA-1", "sha224,SHA-224", "sha256,SHA-256", "sha384,SHA-384", "sha512,SHA-512"})
    void a_digest_is_that_of_the_jvm(String python, String java) throws Exception {
        for (int size : new int[] {0, 1, 63, 64, 65, 1_000, 3_000_000}) {
            byte[] expected = MessageDigest.getInstance(java).digest(data(size));
            assertEquals(
                    HexFormat.of().formatHex(expected),
                    this.python.eval("import hashlib; hashlib." + python + "(data).hexdigest()"));
        }
    }

    @Test
    void a_digest_can_be_read_in_the_middle_copied_and_fed_on() {
        assertEquals(true, python.eval("""
                import hashlib
                def digests(name):
                    a = hashlib.new(name)
                    for piece in (b'a', b'bc' * 100, b'', b'd' * 5000):
                        a.update(piece)
                        a.digest()
                    b = a.copy()
                    b.update(b'more')
                    return a.hexdigest(), b.hexdigest()
                text = b'a' + b'bc' * 100 + b'd' * 5000
                all(digests(name) == (hashlib.new(name, text).hexdigest(), hashlib.new(name, text + b'more').hexdigest())
                    for name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'))
                """));
    }

    @Test
    void the_guest_computes_alone_when_the_host_holds_as_many_digests_as_it_will() {
        assertEquals(1, python.eval("""
                import hashlib
                held = [hashlib.sha256(b'start') for _ in range(6000)]
                copies = [h.copy() for h in held]
                for h in copies:
                    h.update(b'end' * 50)
                len({h.hexdigest() for h in copies} | {hashlib.sha256(b'start' + b'end' * 50).hexdigest()})
                """));
    }

    @Test
    void copies_without_end_meet_a_limit_and_nobody_else_is_harmed() {
        String message =
                assertThrows(GuestDiedException.class, () -> python.eval("""
                import hashlib
                h = hashlib.sha256()
                held = [h.copy() for _ in range(70_000)]
                """)).getMessage();
        assertEquals("more than 65536 hashlib objects at a time", message);
        try (var other = PythonRuntime.shared().open()) {
            assertEquals(2, other.eval("1 + 1"));
        }
    }

    @Test
    void what_the_host_holds_of_digests_counts_as_memory_of_the_guest() {
        var limits = Limits.defaults().withMemoryBytes(32L << 20);
        try (var small = PythonRuntime.shared().open(limits)) {
            String message = assertThrows(GuestDiedException.class, () -> small.eval("""
                    import hashlib
                    h = hashlib.sha256()
                    held = [h.copy() for _ in range(65_000)]
                    """))
                    .getMessage();
            assertTrue(message.matches("no memory for a copy of a hashlib object beside \\d+ others .*"), message);
        }
        try (var small = PythonRuntime.shared().open(limits)) {
            assertEquals(20_000, small.eval("""
                    import hashlib
                    for _ in range(20):
                        held = [h.copy() for h in [hashlib.sha256()] * 1_000]
                        blocks = bytes(4_000_000)
                    20 * len(held)
                    """));
        }
    }

    @Test
    void a_closed_interpreter_holds_no_digests() {
        var function = (PythonHandle) python.eval("""
                import hashlib
                held = [hashlib.sha256() for _ in range(100)]
                lambda: 1
                """);
        var digests = GuestMemory.of(python.session()).digests;
        assertEquals(100, digests.count());
        python.close();
        assertEquals(0, digests.count());
        assertThrows(IllegalStateException.class, function::call);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 16_383, 16_384, 16_385, 2_500_000})
    void checksums_are_those_of_the_jvm_also_when_they_go_on(int size) {
        byte[] data = data(size);
        assertEquals(value(new CRC32(), data), number("import zlib; zlib.crc32(data)"));
        assertEquals(value(new Adler32(), data), number("zlib.adler32(data)"));
        assertEquals(value(new CRC32(), data, data), number("zlib.crc32(data, zlib.crc32(data))"));
        assertEquals(value(new Adler32(), data, data), number("zlib.adler32(data, zlib.adler32(data))"));
    }

    private long number(String source) {
        return ((Number) python.eval(source)).longValue();
    }

    private static long value(Checksum checksum, byte[]... pieces) {
        for (byte[] piece : pieces) {
            checksum.update(piece);
        }
        return checksum.getValue();
    }

    @Test
    void a_digest_of_the_preparation_goes_on_in_each_interpreter_by_itself() {
        var runtime = PythonRuntime.builder()
                .withPreparation("import hashlib; digest = hashlib.sha256(b'start')")
                .build();
        try (var one = runtime.open();
                var other = runtime.open()) {
            one.exec("digest.update(b'one')");
            String value = "digest.hexdigest() == hashlib.sha256(b'start%s').hexdigest()";
            assertEquals(true, one.eval(value.formatted("one")));
            assertEquals(true, other.eval(value.formatted("")));
        }
    }
}
