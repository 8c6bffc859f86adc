package org.pythonwasm.engine.internal.bind;

import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Puts the keys of a map or the elements of a set in their places. Who chooses them can make that costly: many of one hash
 * are compared each with each, the hash of a list that nests deeply takes a recursion as deep, and that of an address of
 * the web a request to the network.
 */
final class KeyPlaces {
    /** Lists of numbers share a hash by chance, but some hundred do among many millions only. */
    private static final int MOST_ALIKE = 200;

    private final Map<Integer, Integer> alike = new HashMap<>();

    /** @param put returns whether there was no such key before */
    void put(Object key, BooleanSupplier put) {
        if (key instanceof URL) {
            throw new Mismatch(
                    "a java.net.URL is no key or element of a set: Java asks the network if two are equal", null);
        }
        boolean crowded;
        try {
            crowded = put.getAsBoolean() && key != null && alike.merge(key.hashCode(), 1, Integer::sum) > MOST_ALIKE;
        } catch (StackOverflowError e) {
            throw new Mismatch("a key or element of a set nests too deeply for Java to compare it", null);
        } catch (ClassCastException | NullPointerException e) {
            throw new Mismatch("the keys or elements have no order among each other", e);
        }
        if (crowded) {
            throw new Mismatch(
                    "more than " + MOST_ALIKE + " keys or elements of a set have the same hash in Java, which is slow",
                    null);
        }
    }
}
