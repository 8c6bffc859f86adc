package org.pythonwasm.machine.files;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A time zone in the form that guests use.
 *
 * @param variable the value of the variable TZ: a name, or an offset in POSIX's form
 * @param file its rules, which the guest looks up by that name; null if it needs none
 */
public record LocalZone(String variable, byte[] file) {
    private static final String UTC = "UTC";
    /** Names that most machines use for UTC, for which the library need not be read. */
    private static final Set<String> NAMES_OF_UTC = Set.of(UTC, "Etc/UTC");

    /**
     * @param library the guest's, called if the zone is no mere offset
     * @throws IllegalArgumentException if the library has no such zone
     */
    public static LocalZone of(ZoneId zone, Supplier<byte[]> library) {
        if (NAMES_OF_UTC.contains(zone.getId())) {
            return new LocalZone(UTC, null);
        }
        if (zone instanceof ZoneOffset offset) {
            return of(offset);
        }
        return ZoneFiles.find(library.get(), zone.getId())
                .map(file -> new LocalZone(zone.getId(), file))
                .orElseGet(() -> {
                    if (zone.normalized() instanceof ZoneOffset offset) {
                        return of(offset);
                    }
                    throw new IllegalArgumentException(
                            "Python's library has no time zone " + zone.getId()
                                    + ", expected a name that zoneinfo.available_timezones() lists, such as Europe/Berlin, or an offset such as +02:00");
                });
    }

    private static LocalZone of(ZoneOffset offset) {
        if (offset.equals(ZoneOffset.UTC)) {
            return new LocalZone(UTC, null);
        }
        String east = offset.getId();
        String west = (east.startsWith("+") ? "-" : "") + east.substring(1);
        return new LocalZone("<" + east.replace(":", "") + ">" + west, null);
    }
}
