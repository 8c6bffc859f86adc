package org.pythonwasm.engine.internal.packages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.pythonwasm.engine.PythonPackageException;

/**
 * A zip file in memory, of which each byte is accounted for: its list of entries and the entries themselves say the same, no two
 * share bytes, and what an entry unpacks to has the size that was said. Readers that believe either of the two only can be made to
 * see different files; this one refuses such files. Not thread-safe.
 */
final class ZipArchive {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LISTED = 0x02014b50;
    private static final int LISTED_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int UTF8 = 1 << 11;
    private static final int UNIX = 3;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    private final String file;
    private final ByteBuffer zip;

    /**
     * A file in the archive.
     *
     * @param start of its packed bytes
     */
    record Entry(String path, int method, int checksum, int start, int packed, int size) {
        private int end() {
            return start + packed;
        }
    }

    /** @param file for messages */
    ZipArchive(String file, byte[] content) {
        this.file = file;
        this.zip = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    PythonPackageException refused(String message) {
        return new PythonPackageException(file + ": " + message);
    }

    /** Returns the files, without directories. */
    List<Entry> entries(int most) {
        int end = end();
        int count = zip.getChar(end + 10);
        int start = zip.getInt(end + 16);
        if (zip.getInt(end + 4) != 0 || zip.getChar(end + 8) != count || count > most) {
            throw refused("it has " + count + " entries, expected one archive of at most " + most);
        }
        if (start < 0 || start > end || zip.getInt(end + 12) != end - start) {
            throw damaged("its list of entries does not lie before its end");
        }
        var entries = new ArrayList<Entry>();
        int at = start;
        for (int i = 0; i < count; i++) {
            require(at, LISTED_SIZE, end, LISTED);
            entry(at, start, end).ifPresent(entries::add);
            at += LISTED_SIZE + lengths(at + 28, 3);
        }
        if (at != end) {
            throw damaged("its list of entries has another length than it says");
        }
        requireApart(entries, start);
        requireUnique(entries);
        return entries;
    }

    private PythonPackageException damaged(String how) {
        return refused("it is no intact zip file: " + how);
    }

    /** A comment may follow, and nothing else. */
    private int end() {
        for (int at = zip.capacity() - END_SIZE; at >= Math.max(0, zip.capacity() - END_SIZE - 0xffff); at--) {
            if (zip.getInt(at) == END && at + END_SIZE + zip.getChar(at + 20) == zip.capacity()) {
                return at;
            }
        }
        throw damaged("it has no end");
    }

    private void require(int at, int size, int end, int signature) {
        if (at < 0 || at > end - size || zip.getInt(at) != signature) {
            throw damaged("an entry is missing at byte " + at);
        }
    }

    /** Returns the sum of that many lengths of two bytes. */
    private int lengths(int at, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += zip.getChar(at + 2 * i);
        }
        return sum;
    }

    private Optional<Entry> entry(int at, int list, int end) {
        int flags = zip.getChar(at + 8);
        int method = zip.getChar(at + 10);
        int packed = zip.getInt(at + 20);
        int size = zip.getInt(at + 24);
        int nameLength = zip.getChar(at + 28);
        int local = zip.getInt(at + 42);
        if (at + LISTED_SIZE + nameLength > end) {
            throw damaged("a name reaches beyond the list of entries");
        }
        String path = path(at + LISTED_SIZE, nameLength, (flags & UTF8) != 0);
        if ((flags & ENCRYPTED) != 0 || method != STORED && method != DEFLATED) {
            throw refused("the entry " + path + " is neither stored nor deflated");
        }
        if (zip.getChar(at + 4) >>> 8 == UNIX && (zip.getInt(at + 38) >>> 16 & TYPE) == LINK) {
            throw refused("the entry " + path + " is a symbolic link");
        }
        if (packed < 0 || size < 0 || local < 0 || method == STORED && packed != size) {
            throw damaged("the sizes of " + path + " are impossible, or need ZIP64");
        }
        require(local, LOCAL_SIZE, list, LOCAL);
        int start = local + LOCAL_SIZE + lengths(local + 26, 2);
        if (start < 0 || (long) start + packed > list || !isListedAs(local, at, nameLength)) {
            throw damaged("the entry " + path + " is not what the list of entries says");
        }
        requirePath(path);
        return path.endsWith("/")
                ? Optional.empty()
                : Optional.of(new Entry(path, method, zip.getInt(at + 16), start, packed, size));
    }

    private boolean isListedAs(int local, int at, int nameLength) {
        return zip.getChar(local + 26) == nameLength
                && zip.getChar(local + 8) == zip.getChar(at + 10)
                && Arrays.equals(
                        zip.array(),
                        local + LOCAL_SIZE,
                        local + LOCAL_SIZE + nameLength,
                        zip.array(),
                        at + LISTED_SIZE,
                        at + LISTED_SIZE + nameLength);
    }

    private String path(int at, int length, boolean utf8) {
        try {
            return (utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(zip.array(), at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("the name of an entry is no " + (utf8 ? "UTF-8" : "ASCII"));
        }
    }

    /** A path stays where it is unpacked, on every system. */
    private void requirePath(String path) {
        if (path.length() > 1_024 || path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\' || c == ':')) {
            throw refused("the entry " + shown(path) + " has no path that every system has");
        }
        String names = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (String name : names.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.length() > 255) {
                throw refused("the entry " + shown(path) + " is not a path below the wheel's own directory");
            }
        }
    }

    private static String shown(String path) {
        return "'" + (path.length() > 100 ? path.substring(0, 100) + "…" : path).replaceAll("\\p{Cc}", "?") + "'";
    }

    private void requireApart(List<Entry> entries, int list) {
        int free = 0;
        for (var entry :
                entries.stream().sorted(Comparator.comparingInt(Entry::start)).toList()) {
            if (entry.start < free || entry.end() > list) {
                throw damaged("the entry " + entry.path + " shares bytes with another");
            }
            free = entry.end();
        }
    }

    private void requireUnique(List<Entry> entries) {
        Set<String> paths = new HashSet<>();
        for (var entry : entries) {
            if (!paths.add(entry.path)) {
                throw refused("it has two entries " + shown(entry.path));
            }
        }
    }

    /** Unpacks an entry; the array has the size that the entry says. */
    byte[] content(Entry entry) {
        byte[] content =
                entry.method == STORED ? Arrays.copyOfRange(zip.array(), entry.start, entry.end()) : inflated(entry);
        var checksum = new CRC32();
        checksum.update(content);
        if ((int) checksum.getValue() != entry.checksum) {
            throw damaged("the content of " + entry.path + " has another checksum");
        }
        return content;
    }

    private byte[] inflated(Entry entry) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(zip.array(), entry.start, entry.packed);
            byte[] content = new byte[entry.size];
            int done = 0;
            int part;
            do {
                part = inflater.inflate(content, done, content.length - done);
                done += part;
            } while (part > 0 && done < content.length);
            // One byte more than was said is too many.
            if (done < content.length
                    || inflater.inflate(new byte[1]) > 0
                    || !inflater.finished()
                    || inflater.getRemaining() > 0) {
                throw damaged("the content of " + entry.path + " has another size than it says");
            }
            return content;
        } catch (DataFormatException e) {
            throw damaged("the content of " + entry.path + " cannot be unpacked");
        } finally {
            inflater.end();
        }
    }
}
