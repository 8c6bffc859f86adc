/*
 * Values in the binary form of docs/protocol.md. The host (Java: BinaryWriter, BinaryReader) knows the same tags;
 * BinaryFormTest compares them.
 */
#ifndef PYTHON_WASM_BINARY_H
#define PYTHON_WASM_BINARY_H

#include "shim.h"

#include <stdint.h>

/* One byte before each value; numbers are little-endian, sizes and counts of 32 bits. */
enum pw_tag {
    TAG_NONE = 0,
    TAG_FALSE = 1,
    TAG_TRUE = 2,
    TAG_INT32 = 3,
    TAG_INT64 = 4,
    TAG_BIG_INT = 5,        /* size; two's complement, the most significant byte first */
    TAG_FLOAT = 6,          /* IEEE double */
    TAG_LATIN_1 = 7,        /* size; one byte a character; the host writes ASCII */
    TAG_UTF_8 = 8,          /* size */
    TAG_BYTES = 9,          /* size */
    TAG_DECIMAL = 10,       /* size; as Decimal's constructor takes it */
    TAG_DATE = 11,          /* int32, days since 1970-01-01 */
    TAG_TIME = 12,          /* int64, microseconds of the day */
    TAG_ZONED_TIME = 13,    /* the same; int32, seconds from UTC */
    TAG_DATETIME = 14,      /* int64, microseconds since 1970-01-01 00:00 there */
    TAG_ZONED_DATETIME = 15, /* the same; int32, seconds from UTC */
    TAG_TIMEDELTA = 16,     /* int32 days, seconds, microseconds */
    TAG_UUID = 17,          /* 16 bytes */
    TAG_LIST = 18,          /* count; items */
    TAG_TUPLE = 19,
    TAG_SET = 20,
    TAG_FROZENSET = 21,
    TAG_DICT = 22,          /* count; keys and values in turn */
    TAG_ROW = 23,           /* count; names, then values; from the host */
    TAG_INT32S = 24,        /* count; a list of ints that fit */
    TAG_INT64S = 25,
    TAG_FLOATS = 26,        /* count; a list of floats */
    TAG_HANDLE = 27,        /* int32; from the guest: type, text, whether it can be called */
    TAG_JAVA = 28,          /* int32; from the host: name, whether it can be called */
    TAG_RECORD = 29,        /* count; names and values in turn; from the host */
};

typedef struct {
    uint8_t *data;
    uint32_t length;
    uint32_t capacity;
} pw_buffer;

/* Room for `size` more bytes; -1 with MemoryError. */
int pw_buffer_reserve(pw_buffer *buffer, size_t size);

int pw_encode_init(void);
int pw_decode_init(void);

/* A new reference to the value at `*at`, which moves behind it; NULL with an error set. */
PyObject *pw_decode(const uint8_t **at, const uint8_t *end);

/* Appends a value; -1 with an error set, a ValueError that begins with `name` where it has none. */
int pw_encode(pw_buffer *out, PyObject *value, const char *name);

/* The number of a Java object; -1 with a TypeError for anything else. */
int pw_java_number(PyObject *value);

/* Appends a handle for a value. */
int pw_encode_handle(pw_buffer *out, PyObject *value);

#endif
