/*
 * memcpy and its kin, in the place of libc's: long ranges go through memory.copy and memory.fill, which a host carries out
 * as one intrinsic; short ones are a few words without a loop. Only this file may use the bulk instructions: with them
 * allowed everywhere the compiler would copy a struct of two words by calling the host.
 */
#include <stddef.h>
#include <stdint.h>

/* WebAssembly reads and writes words at any address. */
typedef uint64_t word __attribute__((aligned(1), may_alias));
typedef uint32_t half __attribute__((aligned(1), may_alias));
typedef uint16_t quarter __attribute__((aligned(1), may_alias));

#define BULK 32

/* Everything is read before anything is written, so the ranges may overlap; so may the first and the last word. */
static inline void
move_short(unsigned char *to, const unsigned char *from, size_t size)
{
    if (size > 16) {
        word a = *(const word *)from;
        word b = *(const word *)(from + 8);
        word c = *(const word *)(from + size - 16);
        word d = *(const word *)(from + size - 8);
        *(word *)to = a;
        *(word *)(to + 8) = b;
        *(word *)(to + size - 16) = c;
        *(word *)(to + size - 8) = d;
    }
    else if (size >= 8) {
        word a = *(const word *)from;
        word b = *(const word *)(from + size - 8);
        *(word *)to = a;
        *(word *)(to + size - 8) = b;
    }
    else if (size >= 4) {
        half a = *(const half *)from;
        half b = *(const half *)(from + size - 4);
        *(half *)to = a;
        *(half *)(to + size - 4) = b;
    }
    else if (size >= 2) {
        quarter a = *(const quarter *)from;
        unsigned char b = from[size - 1];
        *(quarter *)to = a;
        to[size - 1] = b;
    }
    else if (size) {
        *to = *from;
    }
}

void *
memcpy(void *restrict to, const void *restrict from, size_t size)
{
    if (size > BULK) {
        return __builtin_memcpy(to, from, size);
    }
    move_short(to, from, size);
    return to;
}

void *
memmove(void *to, const void *from, size_t size)
{
    if (size > BULK) {
        return __builtin_memmove(to, from, size);
    }
    move_short(to, from, size);
    return to;
}

void *
memset(void *to, int value, size_t size)
{
    if (size > BULK) {
        return __builtin_memset(to, value, size);
    }
    unsigned char *start = to;
    word bytes = (unsigned char)value * UINT64_C(0x0101010101010101);
    if (size >= 8) {
        for (size_t i = 0; i + 8 <= size; i += 8) {
            *(word *)(start + i) = bytes;
        }
        *(word *)(start + size - 8) = bytes;
    }
    else if (size >= 4) {
        *(half *)start = (half)bytes;
        *(half *)(start + size - 4) = (half)bytes;
    }
    else if (size) {
        start[0] = start[size / 2] = start[size - 1] = (unsigned char)value;
    }
    return to;
}

int
memcmp(const void *left, const void *right, size_t size)
{
    const unsigned char *a = left, *b = right;
    while (size >= 8 && *(const word *)a == *(const word *)b) {
        a += 8;
        b += 8;
        size -= 8;
    }
    for (; size; a++, b++, size--) {
        if (*a != *b) {
            return *a - *b;
        }
    }
    return 0;
}
