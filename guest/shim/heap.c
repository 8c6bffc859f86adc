/*
 * How many bytes are allocated: memory never shrinks, so its size does not tell the host how much of it is free. The linker
 * gives all calls of the allocator to the functions here (wrapped.txt).
 */
#include "shim.h"

#include <malloc.h>

static uint32_t bytes_in_use;

void *
pw_bytes_in_use(void)
{
    return &bytes_in_use;
}

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);

static inline void *
counted(void *block)
{
    if (block != NULL) {
        bytes_in_use += malloc_usable_size(block);
    }
    return block;
}

void *
__wrap_malloc(size_t size)
{
    return counted(__real_malloc(size));
}

void *
__wrap_calloc(size_t count, size_t size)
{
    return counted(__real_calloc(count, size));
}

void *
__wrap_realloc(void *block, size_t size)
{
    size_t before = block == NULL ? 0 : malloc_usable_size(block);
    void *moved = __real_realloc(block, size);
    if (moved != NULL) {
        bytes_in_use -= before;
        counted(moved);
    }
    return moved;
}

void
__wrap_free(void *block)
{
    if (block != NULL) {
        bytes_in_use -= malloc_usable_size(block);
    }
    __real_free(block);
}
