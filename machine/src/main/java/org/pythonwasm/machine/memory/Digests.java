package org.pythonwasm.machine.memory;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * Computes digests and checksums for the guest's hashlib and zlib, with the processor's instructions. Called by
 * generated code; guest/shim/digest.c is the other side.
 *
 * <p>Thread rule: that of the guest it belongs to.
 */
public final class Digests {
    /** In the order of the enum in digest.c. */
    private static final String[] ALGORITHMS = {"MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};

    private static final MessageDigest[] FRESH = new MessageDigest[ALGORITHMS.length];
    /** The largest part of the Java heap that one takes. It counts as the guest's memory. */
    private static final int BYTES = 1_024;
    /** Beyond it the guest computes by itself: a digest takes more room on the host than in the guest's memory. */
    private static final int MOST_OPEN = 4_096;
    /** A copy cannot change sides, so copies have a larger bound. */
    private static final int MOST_COPIES = 65_536;
    /** The bytes between two checks whether the guest must stop. */
    private static final int SLICE = 1 << 20;

    private final GuestInstance guest;
    private final List<MessageDigest> digests = new ArrayList<>();
    private final BitSet open = new BitSet();

    Digests(GuestInstance guest) {
        this.guest = guest;
    }

    public int digest_open(int algorithm) {
        return open.cardinality() < MOST_OPEN && guest.takeOfHost(BYTES) ? add(fresh(algorithm)) : 0;
    }

    public int digest_copy(int digest) {
        if (open.cardinality() >= MOST_COPIES) {
            throw new GuestTrap("more than " + MOST_COPIES + " hashlib objects at a time");
        }
        MessageDigest original = find(digest);
        if (!guest.takeOfHost(BYTES)) {
            throw new GuestTrap("no memory for a copy of a hashlib object beside " + open.cardinality()
                    + " others (Limits.memoryBytes)");
        }
        return add(copy(original));
    }

    public void digest_update(int digest, int data, int size) {
        MessageDigest found = find(digest);
        inSlices(data, size, found::update);
    }

    public void digest_value(int digest, int value) {
        MessageDigest copy = copy(find(digest));
        int length = copy.getDigestLength();
        try {
            copy.digest(guest.bytes, guest.checkRange(value, length), length);
        } catch (DigestException e) {
            throw new IllegalStateException("the range was checked", e);
        }
    }

    public void digest_close(int digest) {
        find(digest);
        open.clear(digest - 1);
        digests.set(digest - 1, null);
        guest.giveBackToHost(BYTES);
    }

    /** Returns the number of open digests. Not for the guest, which has no such import. */
    public int count() {
        return open.cardinality();
    }

    /** Returns copies, for a snapshot of the guest; null if there are none. */
    Digests copy() {
        return open.isEmpty() ? null : new Digests(null).copyOf(this);
    }

    /** Takes copies of those that were open in the snapshot which the guest is a fork of. They count as its memory. */
    void take(Digests ofSnapshot) {
        copyOf(ofSnapshot);
        guest.keepOfHost(BYTES * count());
    }

    private Digests copyOf(Digests others) {
        for (MessageDigest digest : others.digests) {
            digests.add(digest == null ? null : copy(digest));
        }
        open.or(others.open);
        return this;
    }

    /** Called when the guest has ended. */
    void drop() {
        digests.clear();
        open.clear();
    }

    public int checksum_crc32(int data, int size) {
        return checksum(new CRC32(), data, size);
    }

    public int checksum_adler32(int data, int size) {
        return checksum(new Adler32(), data, size);
    }

    private int checksum(Checksum checksum, int data, int size) {
        inSlices(data, size, checksum::update);
        return (int) checksum.getValue();
    }

    private interface Update {
        void accept(byte[] bytes, int offset, int length);
    }

    private void inSlices(int data, int size, Update update) {
        guest.checkRange(data, size);
        for (int done = 0; done < size; done += SLICE) {
            if (guest.stop) {
                guest.trapStopped();
            }
            update.accept(guest.bytes, data + done, Math.min(SLICE, size - done));
        }
    }

    private int add(MessageDigest digest) {
        int index = open.nextClearBit(0);
        open.set(index);
        if (index == digests.size()) {
            digests.add(digest);
        } else {
            digests.set(index, digest);
        }
        return index + 1;
    }

    private MessageDigest find(int digest) {
        if (digest < 1 || !open.get(digest - 1)) {
            throw new GuestTrap("no digest " + digest + " on the host");
        }
        return digests.get(digest - 1);
    }

    private static MessageDigest fresh(int algorithm) {
        MessageDigest fresh = FRESH[algorithm];
        if (fresh == null) {
            try {
                fresh = MessageDigest.getInstance(ALGORITHMS[algorithm]);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JVM lacks " + ALGORITHMS[algorithm], e);
            }
            FRESH[algorithm] = fresh;
        }
        return copy(fresh);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a digest of this JVM cannot be copied: " + digest.getAlgorithm(), e);
        }
    }
}
