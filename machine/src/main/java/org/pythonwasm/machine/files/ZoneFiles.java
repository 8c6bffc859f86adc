package org.pythonwasm.machine.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The time zones in the guest's library, a zip file in memory: one entry is found and unpacked, and nothing else is read. */
public final class ZoneFiles {
    private static final String FOLDER = "tzdata/zoneinfo/";
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int DEFLATED = 8;
    private static final int LARGEST = 1 << 16;

    private ZoneFiles() {}

    public static Optional<byte[]> find(byte[] library, String zone) {
        var zip = ByteBuffer.wrap(library).order(ByteOrder.LITTLE_ENDIAN);
        byte[] name = (FOLDER + zone).getBytes(StandardCharsets.UTF_8);
        int at = directory(zip);
        while (at >= 0 && zip.getInt(at) == ENTRY) {
            int nameSize = zip.getChar(at + 28);
            if (Arrays.equals(library, at + 46, at + 46 + nameSize, name, 0, name.length)) {
                return isZone(zone) ? Optional.of(content(zip, at)) : Optional.empty();
            }
            at += 46 + nameSize + zip.getChar(at + 30) + zip.getChar(at + 32);
        }
        return Optional.empty();
    }

    /** The folder also contains modules of its packages. */
    private static boolean isZone(String name) {
        return !name.endsWith(".pyc");
    }

    /** Returns the start of the list of entries; -1 if the library is no zip file. */
    private static int directory(ByteBuffer zip) {
        for (int at = zip.capacity() - END_SIZE; at >= 0; at--) {
            if (zip.getInt(at) == END) {
                return zip.getInt(at + 16);
            }
        }
        return -1;
    }

    private static byte[] content(ByteBuffer zip, int entry) {
        int packed = zip.getInt(entry + 20);
        int size = zip.getInt(entry + 24);
        int local = zip.getInt(entry + 42);
        int start = local + 30 + zip.getChar(local + 26) + zip.getChar(local + 28);
        if (size < 0 || size > LARGEST) {
            throw new IllegalStateException(
                    "a time zone of " + size + " bytes in the library, expected at most " + LARGEST);
        }
        if (zip.getChar(entry + 10) != DEFLATED) {
            return Arrays.copyOfRange(zip.array(), start, start + size);
        }
        var inflater = new Inflater(true);
        try {
            inflater.setInput(zip.array(), start, packed);
            byte[] content = new byte[size];
            inflater.inflate(content);
            return content;
        } catch (DataFormatException e) {
            throw new IllegalStateException("the library in the engine's jar is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
