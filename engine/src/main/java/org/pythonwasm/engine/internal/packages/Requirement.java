package org.pythonwasm.engine.internal.packages;

import java.util.Optional;
import java.util.Set;

/**
 * A package that another requires, as PEP 508 has it: {@code name[extra]>=1.0; python_version < "3.8"}. Immutable.
 *
 * @param name as written
 * @param extras of it that are required, too; normalized
 * @param versions all, where it names an address
 * @param marker when it is required; absent: always
 * @param text as written
 */
record Requirement(String name, Set<String> extras, VersionRange versions, Optional<Marker> marker, String text) {
    String key() {
        return PackageName.normalized(name);
    }

    boolean holds(Set<String> extrasOfOwner) {
        return marker.isEmpty() || marker.get().holds(new MarkerEnvironment(extrasOfOwner));
    }
}
