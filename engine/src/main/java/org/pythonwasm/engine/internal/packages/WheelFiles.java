package org.pythonwasm.engine.internal.packages;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.pythonwasm.engine.PythonPackageException;

/** Where wheels lie: files, a directory, or a folder of the class path; of each no more is read than a wheel may have. Stateless. */
public final class WheelFiles {
    /** The bytes that all files of one place may have. */
    private static final long MOST = 256L << 20;

    private WheelFiles() {}

    /** Counts what was read. */
    private static final class Reading {
        private final List<WheelSet.Source> sources = new ArrayList<>();
        private long bytes;

        void add(String file, InputStream stream) throws IOException {
            byte[] content = stream.readNBytes(WheelReader.LARGEST + 1);
            bytes += content.length;
            if (content.length > WheelReader.LARGEST || bytes > MOST) {
                throw new PythonPackageException(file + " is too large: a wheel may have " + WheelReader.LARGEST
                        + " bytes, and all together " + MOST);
            }
            sources.add(new WheelSet.Source(file, content));
        }
    }

    public static WheelSet ofFiles(List<Path> wheels, Path lock) {
        try {
            var reading = new Reading();
            for (Path wheel : wheels) {
                try (var stream = Files.newInputStream(wheel)) {
                    reading.add(wheel.getFileName().toString(), stream);
                } catch (IOException e) {
                    throw new PythonPackageException("the wheel " + wheel + " cannot be read: " + e, e);
                }
            }
            return WheelSet.read(
                    reading.sources, lock == null ? null : parse(lock.toString(), Files.newInputStream(lock)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static WheelSet.Lock parse(String file, InputStream lock) throws IOException {
        try (lock) {
            byte[] text = lock.readNBytes(WheelSet.Lock.LONGEST + 1);
            if (text.length > WheelSet.Lock.LONGEST) {
                throw new PythonPackageException(
                        "the lock " + file + " is too large: it may have " + WheelSet.Lock.LONGEST + " bytes");
            }
            return WheelSet.Lock.parse(file, new String(text, StandardCharsets.UTF_8));
        }
    }

    private static PythonPackageException unreadable(IOException e) {
        return new PythonPackageException("packages cannot be read: " + e, e);
    }

    /** The wheels of a directory, by their names. */
    public static List<Path> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new PythonPackageException("there is no directory of packages " + directory);
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(WheelName.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param lock null: that of the directory, if it has one */
    public static WheelSet ofDirectory(Path directory, Path lock) {
        var wheels = in(directory);
        Path own = directory.resolve(WheelSet.Lock.NAME);
        return ofFiles(wheels, lock != null ? lock : Files.exists(own) ? own : null);
    }

    /** The lock is what the folder is found by, and has to be there. */
    public static WheelSet ofClassPath(ClassLoader loader, String folder) {
        String path = folder.replaceFirst("/$", "") + "/";
        try {
            var locks = Collections.list(loader.getResources(path + WheelSet.Lock.NAME));
            if (locks.size() != 1) {
                throw new PythonPackageException("the class path has " + locks.size() + " resources " + path
                        + WheelSet.Lock.NAME + ", expected one lock with the wheels beside it");
            }
            var lock = locks.get(0);
            return switch (lock.getProtocol()) {
                case "file" -> ofDirectory(Path.of(new URI(lock.toString())).getParent(), null);
                default -> ofJar(lock, path);
            };
        } catch (IOException e) {
            throw unreadable(e);
        } catch (URISyntaxException e) {
            throw new PythonPackageException("packages cannot be read: " + e.getMessage(), e);
        }
    }

    private static WheelSet ofJar(URL lock, String path) throws IOException {
        if (!(lock.openConnection() instanceof JarURLConnection connection)) {
            throw new PythonPackageException(
                    "the wheels beside " + lock + " cannot be listed: expected a jar or a directory");
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            // The folder may lie in a folder of the jar, such as BOOT-INF/classes.
            String name = connection.getEntryName();
            String within = name.substring(0, name.length() - WheelSet.Lock.NAME.length());
            var reading = new Reading();
            for (JarEntry entry : Collections.list(jar.entries())) {
                String file = entry.getName();
                if (file.startsWith(within)
                        && file.endsWith(WheelName.SUFFIX)
                        && file.indexOf('/', within.length()) < 0) {
                    try (var stream = jar.getInputStream(entry)) {
                        reading.add(file.substring(within.length()), stream);
                    }
                }
            }
            return WheelSet.read(
                    reading.sources, parse(path + WheelSet.Lock.NAME, jar.getInputStream(jar.getEntry(name))));
        }
    }
}
