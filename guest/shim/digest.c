/*
 * Digests and checksums by the host, which computes them with instructions that WebAssembly does not have. The linker gives
 * the calls of CPython's portable implementations to the __wrap_ functions here (link.sh: wrapped.txt); where the host has
 * no digest to give, the portable one, __real_, does the work.
 */
#include <stdint.h>
#include <stdlib.h>
#define HAVE_UNISTD_H 1  /* as libz was compiled: its offsets have 64 bits */
#include <zlib.h>

#define HOST(name) __attribute__((import_module("python_wasm"), import_name(#name)))

/* Numbers are the indexes of org.pythonwasm.machine.memory.Digests.ALGORITHMS. */
enum { MD5, SHA1, SHA224, SHA256, SHA384, SHA512 };

/* A digest to feed, or 0 where there are too many. */
HOST(digest_open) int digest_open(int algorithm);
HOST(digest_copy) int digest_copy(int digest);
HOST(digest_update) void digest_update(int digest, const void *data, uint32_t size);
/* Of all bytes so far; the digest can be fed on. */
HOST(digest_value) void digest_value(int digest, void *value);
HOST(digest_close) void digest_close(int digest);
HOST(checksum_crc32) uint32_t checksum_crc32(const void *data, uint32_t size);
HOST(checksum_adler32) uint32_t checksum_adler32(const void *data, uint32_t size);

typedef struct {
    int host;
    void *portable;
} digest;

static digest *
new_digest(int host, void *portable)
{
    digest *self = malloc(sizeof(digest));
    if (self != NULL) {
        self->host = host;
        self->portable = portable;
    }
    return self;
}

#define MALLOC(name, algorithm) \
    void *__real_python_hashlib_Hacl_Hash_##name(void); \
    void * \
    __wrap_python_hashlib_Hacl_Hash_##name(void) \
    { \
        int host = digest_open(algorithm); \
        void *portable = host ? NULL : __real_python_hashlib_Hacl_Hash_##name(); \
        return host || portable ? new_digest(host, portable) : NULL; \
    }

#define DIGEST(family, size) \
    void *__real_python_hashlib_Hacl_Hash_##family##_copy##size(void *); \
    uint8_t __real_python_hashlib_Hacl_Hash_##family##_update##size(void *, uint8_t *, uint32_t); \
    void __real_python_hashlib_Hacl_Hash_##family##_digest##size(void *, uint8_t *); \
    void __real_python_hashlib_Hacl_Hash_##family##_free##size(void *); \
    \
    void * \
    __wrap_python_hashlib_Hacl_Hash_##family##_copy##size(digest *self) \
    { \
        if (self->host) { \
            return new_digest(digest_copy(self->host), NULL); \
        } \
        return new_digest(0, __real_python_hashlib_Hacl_Hash_##family##_copy##size(self->portable)); \
    } \
    \
    uint8_t \
    __wrap_python_hashlib_Hacl_Hash_##family##_update##size(digest *self, uint8_t *data, uint32_t length) \
    { \
        if (self->host) { \
            digest_update(self->host, data, length); \
            return 0; \
        } \
        return __real_python_hashlib_Hacl_Hash_##family##_update##size(self->portable, data, length); \
    } \
    \
    void \
    __wrap_python_hashlib_Hacl_Hash_##family##_digest##size(digest *self, uint8_t *value) \
    { \
        if (self->host) { \
            digest_value(self->host, value); \
            return; \
        } \
        __real_python_hashlib_Hacl_Hash_##family##_digest##size(self->portable, value); \
    } \
    \
    void \
    __wrap_python_hashlib_Hacl_Hash_##family##_free##size(digest *self) \
    { \
        if (self->host) { \
            digest_close(self->host); \
        } \
        else { \
            __real_python_hashlib_Hacl_Hash_##family##_free##size(self->portable); \
        } \
        free(self); \
    }

MALLOC(MD5_malloc, MD5)
DIGEST(MD5, )
MALLOC(SHA1_malloc, SHA1)
DIGEST(SHA1, )
MALLOC(SHA2_malloc_224, SHA224)
MALLOC(SHA2_malloc_256, SHA256)
DIGEST(SHA2, _256)
MALLOC(SHA2_malloc_384, SHA384)
MALLOC(SHA2_malloc_512, SHA512)
DIGEST(SHA2, _512)

/* Joining two checksums costs as much as a table look-up for each of so many bytes. */
#define WORTH_JOINING 16384
#define WORTH_A_CALL 256

uLong __real_crc32(uLong crc, const Bytef *data, uInt size);
uLong __real_adler32(uLong adler, const Bytef *data, uInt size);

uLong
__wrap_crc32(uLong crc, const Bytef *data, uInt size)
{
    if (data == NULL || size < (crc == 0 ? WORTH_A_CALL : WORTH_JOINING)) {
        return __real_crc32(crc, data, size);
    }
    uLong own = checksum_crc32(data, size);
    return crc == 0 ? own : crc32_combine(crc, own, size);
}

uLong
__wrap_adler32(uLong adler, const Bytef *data, uInt size)
{
    if (data == NULL || size < WORTH_A_CALL) {
        return __real_adler32(adler, data, size);
    }
    uLong own = checksum_adler32(data, size);
    return adler == 1 ? own : adler32_combine(adler, own, size);
}
