/*
 * The part of scrypt (RFC 7914) that Python would be too slow for: the module `_scrypt`, of which _key_derivation.py makes
 * hashlib.scrypt. Its memory is the guest's, and so within its limit.
 */
#include "shim.h"

#include <stdlib.h>
#include <string.h>

static inline uint32_t
rotated(uint32_t x, int bits)
{
    return x << bits | x >> (32 - bits);
}

static void
quarter(uint32_t *x, int a, int b, int c, int d)
{
    x[b] ^= rotated(x[a] + x[d], 7);
    x[c] ^= rotated(x[b] + x[a], 9);
    x[d] ^= rotated(x[c] + x[b], 13);
    x[a] ^= rotated(x[d] + x[c], 18);
}

/* Section 3. */
static void
salsa20_8(uint32_t *block)
{
    uint32_t x[16];
    memcpy(x, block, sizeof x);
    for (int i = 0; i < 4; i++) {
        quarter(x, 0, 4, 8, 12);
        quarter(x, 5, 9, 13, 1);
        quarter(x, 10, 14, 2, 6);
        quarter(x, 15, 3, 7, 11);
        quarter(x, 0, 1, 2, 3);
        quarter(x, 5, 6, 7, 4);
        quarter(x, 10, 11, 8, 9);
        quarter(x, 15, 12, 13, 14);
    }
    for (int i = 0; i < 16; i++) {
        block[i] += x[i];
    }
}

/* Section 4: from one place to another, of 2 r blocks. Returns -1 if an exception ended it: a block of any size may be asked for. */
static int
block_mix(const uint32_t *in, uint32_t *out, uint32_t r)
{
    uint32_t x[16];
    memcpy(x, in + 16 * (2 * r - 1), sizeof x);
    for (uint32_t i = 0; i < 2 * r; i++) {
        for (int j = 0; j < 16; j++) {
            x[j] ^= in[16 * i + j];
        }
        salsa20_8(x);
        memcpy(out + 16 * (i / 2 + (i % 2 ? r : 0)), x, sizeof x);
        if (i % 1024 == 1023 && PyErr_CheckSignals() < 0) {
            return -1;
        }
    }
    return 0;
}

/* Section 5. Returns -1 if an exception ended it. WebAssembly is little-endian, as the words of the block are. */
static int
ro_mix(uint32_t *block, uint32_t *table, uint32_t *work, uint32_t n, uint32_t r)
{
    size_t words = 32 * (size_t)r;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(table + i * words, block, 4 * words);
        if (block_mix(table + i * words, block, r) < 0 || (i % 16 == 0 && PyErr_CheckSignals() < 0)) {
            return -1;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *chosen = table + (block[16 * (2 * r - 1)] & (n - 1)) * words;
        for (size_t j = 0; j < words; j++) {
            work[j] = block[j] ^ chosen[j];
        }
        if (block_mix(work, block, r) < 0 || (i % 16 == 0 && PyErr_CheckSignals() < 0)) {
            return -1;
        }
    }
    return 0;
}

/* mix(blocks, n, r): the bytes, of which each 128 r are mixed by themselves. The caller has checked n and r. */
static PyObject *
mix(PyObject *module, PyObject *arguments)
{
    Py_buffer given;
    unsigned int n, r;
    if (!PyArg_ParseTuple(arguments, "y*II", &given, &n, &r)) {
        return NULL;
    }
    uint64_t size = 128 * (uint64_t)r, total = size * ((uint64_t)n + 1);
    PyObject *result = NULL;
    uint32_t *table = NULL;
    if (n == 0 || r == 0 || total > PY_SSIZE_T_MAX || given.len % (Py_ssize_t)size != 0) {
        PyErr_SetString(PyExc_ValueError, "no blocks of scrypt");
    } else if ((table = malloc((size_t)total)) == NULL) {
        PyErr_NoMemory();
    } else if ((result = PyBytes_FromStringAndSize(given.buf, given.len)) != NULL) {
        char *bytes = PyBytes_AS_STRING(result);
        uint32_t *block = malloc((size_t)size);
        int failed = block == NULL;
        if (failed) {
            PyErr_NoMemory();
        }
        for (Py_ssize_t at = 0; !failed && at < given.len; at += (Py_ssize_t)size) {
            memcpy(block, bytes + at, (size_t)size);
            failed = ro_mix(block, table, table + (size_t)(size / 4) * n, n, r) < 0;
            memcpy(bytes + at, block, (size_t)size);
        }
        free(block);
        if (failed) {
            Py_CLEAR(result);
        }
    }
    free(table);
    PyBuffer_Release(&given);
    return result;
}

static PyMethodDef methods[] = {{"mix", mix, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef scrypt_module = {PyModuleDef_HEAD_INIT, .m_name = "_scrypt", .m_size = 0, .m_methods = methods};

PyObject *
pw_scrypt_module(void)
{
    return PyModuleDef_Init(&scrypt_module);
}
