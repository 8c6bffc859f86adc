package org.pythonwasm.machine.wasi;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.pythonwasm.machine.files.LocalZone;
import org.pythonwasm.machine.files.ZoneFiles;
import org.pythonwasm.machine.memory.LinearMemory;

/** Local time of a guest (guest/shim/zone.c): the granted zone, and the rules of each zone in the library. */
public final class TimeZones {
    private static final int NONE = -1;
    /** Longer than the name of any zone. */
    private static final int LONGEST_NAME = 64;

    private final LinearMemory guest;
    private final Supplier<byte[]> library;
    private final Optional<LocalZone> granted;

    TimeZones(LinearMemory guest, Supplier<byte[]> library, Optional<LocalZone> granted) {
        this.guest = guest;
        this.library = library;
        this.granted = granted;
    }

    /** Writes the value of the variable TZ. Returns its length, 0 if no zone was granted. */
    public int zone_granted(int address, int capacity) {
        byte[] text = granted.map(zone -> zone.variable().getBytes(StandardCharsets.UTF_8))
                .orElse(new byte[0]);
        return text.length > capacity ? 0 : put(text, address, capacity);
    }

    /** Writes the file of a zone. Returns its size, -1 if there is no zone of that name, or the file does not fit. */
    public int zone_data(int name, int length, int address, int capacity) {
        if (length < 0 || length > LONGEST_NAME) {
            return NONE;
        }
        guest.checkRange(name, length);
        byte[] file = file(new String(guest.bytes, name, length, StandardCharsets.UTF_8))
                .orElse(null);
        return file == null || file.length > capacity ? NONE : put(file, address, capacity);
    }

    private Optional<byte[]> file(String name) {
        return granted.filter(zone -> zone.variable().equals(name))
                .map(LocalZone::file)
                .or(() -> ZoneFiles.find(library.get(), name));
    }

    private int put(byte[] bytes, int address, int capacity) {
        guest.checkRange(address, capacity);
        System.arraycopy(bytes, 0, guest.bytes, address, bytes.length);
        return bytes.length;
    }
}
