package org.pythonwasm.engine.internal.wire;

import java.nio.ByteBuffer;

/** A value as it crosses to a guest: by which a change of a value is found. Two are equal if they stand for equal values. */
public sealed interface Form {
    /** In the protocol's JSON. */
    record Text(String json) implements Form {}

    /** In the binary form. */
    record Binary(ByteBuffer bytes) implements Form {}
}
