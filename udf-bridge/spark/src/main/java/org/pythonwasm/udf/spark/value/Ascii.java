package org.pythonwasm.udf.spark.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes of a text at a time; {@code UTF8String.isFullAscii} looks at one, which a row of short texts notices. */
final class Ascii {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long OTHER = 0x8080808080808080L;

    private Ascii() {}

    /** Returns whether all bytes are characters of ASCII. */
    static boolean isAscii(byte[] bytes) {
        int place = 0;
        for (; place <= bytes.length - Long.BYTES; place += Long.BYTES) {
            if (((long) WORDS.get(bytes, place) & OTHER) != 0) {
                return false;
            }
        }
        for (; place < bytes.length; place++) {
            if (bytes[place] < 0) {
                return false;
            }
        }
        return true;
    }
}
