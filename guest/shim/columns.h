/*
 * The layout of a batch in linear memory. The host (Java: ColumnType, Batch) writes the arguments, the guest the results;
 * ColumnTypeTest compares the codes below with the enum.
 */
#ifndef PYTHON_WASM_COLUMNS_H
#define PYTHON_WASM_COLUMNS_H

#include <stdint.h>

enum pw_column_type {
    PW_BOOLEAN = 1,   /* data: int64, 0 or 1 */
    PW_INT64 = 2,     /* data: int64 */
    PW_FLOAT64 = 3,   /* data: IEEE double */
    PW_DECIMAL = 4,   /* data: span of ASCII digits as Decimal's constructor takes them */
    PW_TEXT = 5,      /* data: span of UTF-8 */
    PW_BYTES = 6,     /* data: span */
    PW_DATE = 7,      /* data: int64, days since 1970-01-01 */
    PW_TIME = 8,      /* data: int64, microseconds of the day */
    PW_TIMESTAMP = 9, /* data: int64, microseconds since 1970-01-01 00:00, no zone */
    PW_TIME_WITH_TIME_ZONE = 10,      /* data: span of a pw_zoned, microseconds of the day there */
    PW_TIMESTAMP_WITH_TIME_ZONE = 11, /* data: span of a pw_zoned, microseconds since 1970-01-01 00:00 there */
    PW_INTERVAL = 12, /* data: int64, microseconds */
    PW_UUID = 13,     /* data: span of its 16 bytes, the first is the most significant */
    PW_JSON = 14,     /* data: span of JSON text in UTF-8 */
    PW_VALUE = 15,    /* data: span of a value in the protocol's JSON, docs/protocol.md */
    PW_ROWS = 30,     /* data: int64, address of a list of rows; of parameters only */
};

/* Added to a parameter's type: a NULL in it yields NULL without a call. */
#define PW_STRICT 0x80
/* Added to a function's result type: it is vectorized, and gets buffers instead of lists. */
#define PW_BUFFERS 0x40

/* Place of a variable-length value in its column's heap. */
typedef struct {
    uint32_t offset;
    uint32_t length;
} pw_span;

/* A local time and its offset from UTC in seconds; lies in a heap, perhaps at an odd address. */
typedef struct __attribute__((packed)) {
    int64_t micros;
    int32_t offset;
} pw_zoned;

typedef struct {
    uint8_t *valid;    /* one byte a row: 0 is NULL */
    void *data;        /* eight bytes a row */
    uint8_t *heap;     /* bytes of the spans; of a result: owned and grown by the guest */
    uint32_t capacity; /* of the heap */
} pw_column;

_Static_assert(sizeof(pw_column) == 16 && sizeof(pw_span) == 8 && sizeof(pw_zoned) == 12,
               "Batch.java counts on these sizes");

#endif
