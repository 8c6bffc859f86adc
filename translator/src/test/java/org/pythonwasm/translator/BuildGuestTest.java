package org.pythonwasm.translator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a build translate the guest again. */
class BuildGuestTest {
    @TempDir
    private Path folder;

    @Test
    void classes_are_the_same_in_a_folder_and_in_its_jar_whose_descriptor_has_the_version() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes/org/example"));
        Files.writeString(classes.resolve("A.class"), "a");
        Files.writeString(folder.resolve("classes/module-info.class"), "module");
        byte[] ofFolder = digest(folder.resolve("classes"));
        assertArrayEquals(ofFolder, digest(jar("a", "module, version 1")));
        assertFalse(Arrays.equals(ofFolder, digest(jar("b", "module"))), "another class");
    }

    private Path jar(String text, String descriptor) throws IOException {
        Path jar = folder.resolve(text + ".jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            add("module-info.class", descriptor, out);
            add("org/example/A.class", text, out);
        }
        return jar;
    }

    private static void add(String name, String text, ZipOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    private static byte[] digest(Path place) throws IOException, NoSuchAlgorithmException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        BuildGuest.addClasses(place, sha256);
        return sha256.digest();
    }
}
