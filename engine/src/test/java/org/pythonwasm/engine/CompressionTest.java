package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bz2 and lzma, and what of the library uses them. */
@Timeout(120)
class CompressionTest {
    private static final PythonRuntime RUNTIME =
            PythonRuntime.builder().withScratchSpace("/tmp").build();
    private static final Limits SHORT = Limits.defaults().withWallTime(Duration.ofMillis(300));

    @Test
    void what_was_compressed_comes_back_in_every_format() {
        assertEquals(List.of(), ScratchTest.run(RUNTIME, """
                import bz2, lzma
                data = b''.join(b'%d %x ' % (i * i, i) for i in range(2_000))
                failed = []
                for level in 1, 9:
                    if bz2.decompress(bz2.compress(data, level)) != data: failed.append(level)
                for preset in 0, 2, 6, 6 | lzma.PRESET_EXTREME:
                    for format in lzma.FORMAT_XZ, lzma.FORMAT_ALONE:
                        if lzma.decompress(lzma.compress(data, format, preset=preset)) != data: failed.append((preset, format))
                for check in lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256:
                    if lzma.decompress(lzma.compress(data, check=check)) != data: failed.append(check)
                for filter in (lzma.FILTER_X86, lzma.FILTER_ARM, lzma.FILTER_ARMTHUMB, lzma.FILTER_POWERPC, lzma.FILTER_IA64,
                               lzma.FILTER_SPARC):
                    filters = [{'id': filter}, {'id': lzma.FILTER_LZMA2, 'preset': 1}]
                    if lzma.decompress(lzma.compress(data, filters=filters)) != data: failed.append(filter)
                for finder in lzma.MF_HC3, lzma.MF_HC4, lzma.MF_BT2, lzma.MF_BT3, lzma.MF_BT4:
                    filters = [{'id': lzma.FILTER_DELTA, 'dist': 2}, {'id': lzma.FILTER_LZMA2, 'mf': finder}]
                    if lzma.decompress(lzma.compress(data, filters=filters)) != data: failed.append(finder)
                failed
                """));
    }

    @Test
    void archives_are_packed_and_unpacked() {
        assertEquals(List.of("a", "a", "bztar", "xztar", "a", "a"), ScratchTest.run(RUNTIME, """
                import io, os, shutil, tarfile, zipfile
                found = []
                for method in zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA:
                    data = io.BytesIO()
                    with zipfile.ZipFile(data, 'w', method) as archive:
                        archive.writestr('file', 'a' * 10_000)
                    with zipfile.ZipFile(data) as archive:
                        found.append(''.join(set(archive.read('file').decode())))
                os.mkdir('/tmp/from')
                with open('/tmp/from/file', 'w') as file: file.write('a')
                found += sorted({name for name, _ in shutil.get_archive_formats()} & {'bztar', 'xztar'})
                for format in 'bztar', 'xztar':
                    shutil.unpack_archive(shutil.make_archive('/tmp/' + format, format, '/tmp/from'), '/tmp/to')
                    found.append(open('/tmp/to/file').read())
                    shutil.rmtree('/tmp/to')
                found
                """));
    }

    /** A block of bz2 is unpacked in one operation, which may outlast the grace; blocks of the lowest level are short. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bz2.decompress(bz2_zeros)",
                "lzma.compress(text)",
                "lzma.compress(text, filters=[{'id': lzma.FILTER_LZMA2, 'mf': lzma.MF_BT2, 'nice_len': 273, 'depth': 1 << 30}])",
                "lzma.decompress(lzma_zeros)",
                "zlib.compress(text * 20, 9)",
                "zlib.decompress(zlib_zeros, -15, 200 << 20)"
            })
    void hears_the_timeout_and_its_interpreter_lives_on(String script) {
        try (var python = RUNTIME.open(Limits.defaults().withMemoryBytes(900 << 20))) {
            python.exec("""
                    import bz2, lzma, zlib
                    text = b''.join(b'%d %x ' % (i * i, i) for i in range(400_000))
                    compressor = zlib.compressobj(1, wbits=-15)
                    block = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
                    zlib_zeros = block * 200 + compressor.flush()
                    bz2_zeros = bz2.compress(bytes(1 << 20), 1) * 200
                    lzma_zeros = lzma.compress(bytes(1 << 20), preset=0) * 200
                    # A new JVM is ten times slower: what is one operation must not outlast the grace.
                    for _ in range(10): lzma.decompress(lzma.compress(text[:200_000]))
                    for _ in range(3): zlib.compress(text[:1_000_000], 9)
                    """);
            python.setLimits(SHORT.withMemoryBytes(900 << 20));
            var error = assertThrows(PythonException.class, () -> python.exec("while True: " + script));
            assertEquals("TimeoutError", error.typeName());
            assertTrue(error.line() > 0, error::traceback);
            LimitsTest.assertLivesOn(python);
        }
    }

    @Test
    void a_limit_of_the_decompressor_is_an_error_of_the_library() {
        assertEquals("_lzma.LZMAError: Memory usage limit exceeded", ScratchTest.failure(RUNTIME, """
                        import lzma
                        data = lzma.compress(b'x', filters=[{'id': lzma.FILTER_LZMA2, 'dict_size': 1 << 20}])
                        lzma.LZMADecompressor(memlimit=1 << 19).decompress(data)
                        """));
    }
}
