/*
 * How much stack is left. C code has two here: the shadow stack in linear memory, for what has an address, and the Java stack
 * of the calling thread, for everything else. CPython's recursion checks ask (patches/stack_checks.py), and so end before either does.
 */
#include "shim.h"

#include <stdint.h>
#include <string.h>

/* The shadow stack begins at its size and grows down to address 0. */
#define SHADOW_RESERVE (128 * 1024)
#define SHADOW_SPACING 16
/* Each 32nd of 5,000 levels that CPython allows, several times over. */
#define PLACE_BITS 10
#define PLACES (1 << PLACE_BITS)

__attribute__((import_module("python_wasm"), import_name("stack_is_low")))
int host_stack_is_low(void);

/* How many deallocations of containers are nested. */
int pw_dealloc_depth;

/*
 * Asking the host costs microseconds, and a loop may sit just above a level that asks. So a place that had enough stack once in
 * this call has it again, a place being a level of recursion with a shadow stack pointer: with both the same, so are the callers.
 */
static uint32_t roomy_places[PLACES];
static int has_places;

void
pw_enter(void)
{
    if (has_places) {
        memset(roomy_places, 0, sizeof roomy_places);
        has_places = 0;
    }
}

int
pw_stack_is_low(void)
{
#ifdef PW_UNLIMITED
    return 0;
#else
    return (uintptr_t)__builtin_frame_address(0) < SHADOW_RESERVE || host_stack_is_low();
#endif
}

int
pw_recursion_is_low(int remaining)
{
#ifdef PW_UNLIMITED
    return 0;
#endif
    uint32_t place = (uint32_t)remaining << 16 | (uint32_t)((uintptr_t)__builtin_frame_address(0) / SHADOW_SPACING);
    /* Levels and stack pointers are multiples of something: by multiplication (Knuth, 6.4) all of their bits choose. */
    uint32_t *known = &roomy_places[place * 2654435769u >> (32 - PLACE_BITS)];
    if (*known == place) {
        return 0;
    }
    if (pw_stack_is_low()) {
        return 1;
    }
    *known = place;
    has_places = 1;
    return 0;
}
