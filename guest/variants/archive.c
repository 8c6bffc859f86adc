// A library that the module carries: the zip file in which Python looks before any directory. Its name, and descriptors of it,
// are answered here; all others go to WASI. Linked in front of the C library's functions with --wrap.
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char PLACE[] = "/usr/local/lib/python313.zip";
static const unsigned char archive[] = {
#embed "library.zip"
};

// Descriptors far above those of a host.
#define FIRST (1 << 20)
#define MOST 16

static off_t position[MOST];
static char is_open[MOST];

int __real_open(const char *path, int flags, ...);
int __real_stat(const char *path, struct stat *status);
int __real_fstat(int descriptor, struct stat *status);
int __real_fcntl(int descriptor, int command, ...);
ssize_t __real_read(int descriptor, void *target, size_t size);
off_t __real_lseek(int descriptor, off_t offset, int whence);
off_t __real___wasilibc_tell(int descriptor);
int __real_close(int descriptor);

static int slot(int descriptor) {
    int number = descriptor - FIRST;
    return number >= 0 && number < MOST && is_open[number] ? number : -1;
}

static int fail(int error) {
    errno = error;
    return -1;
}

static int describe(struct stat *status) {
    memset(status, 0, sizeof *status);
    status->st_mode = S_IFREG | 0444;
    status->st_nlink = 1;
    status->st_size = sizeof archive;
    return 0;
}

int __wrap_open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    if (strcmp(path, PLACE) != 0) {
        return __real_open(path, flags, mode);
    }
    if ((flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC | O_APPEND)) {
        return fail(EROFS);
    }
    for (int number = 0; number < MOST; number++) {
        if (!is_open[number]) {
            is_open[number] = 1;
            position[number] = 0;
            return FIRST + number;
        }
    }
    return fail(EMFILE);
}

int __wrap_stat(const char *path, struct stat *status) {
    return strcmp(path, PLACE) == 0 ? describe(status) : __real_stat(path, status);
}

int __wrap_fstat(int descriptor, struct stat *status) {
    return slot(descriptor) >= 0 ? describe(status) : __real_fstat(descriptor, status);
}

int __wrap_fcntl(int descriptor, int command, ...) {
    va_list more;
    va_start(more, command);
    int argument = command == F_SETFD || command == F_SETFL ? va_arg(more, int) : 0;
    va_end(more);
    if (slot(descriptor) < 0) {
        return __real_fcntl(descriptor, command, argument);
    }
    return command == F_GETFD ? FD_CLOEXEC : command == F_GETFL ? O_RDONLY : 0;
}

ssize_t __wrap_read(int descriptor, void *target, size_t size) {
    int number = slot(descriptor);
    if (number < 0) {
        return __real_read(descriptor, target, size);
    }
    off_t left = (off_t) sizeof archive - position[number];
    size_t taken = left <= 0 ? 0 : size < (size_t) left ? size : (size_t) left;
    memcpy(target, archive + position[number], taken);
    position[number] += taken;
    return taken;
}

off_t __wrap_lseek(int descriptor, off_t offset, int whence) {
    int number = slot(descriptor);
    if (number < 0) {
        return __real_lseek(descriptor, offset, whence);
    }
    off_t start = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position[number] : (off_t) sizeof archive;
    if (start + offset < 0) {
        return fail(EINVAL);
    }
    return position[number] = start + offset;
}

// What the C library makes of lseek(descriptor, 0, SEEK_CUR).
off_t __wrap___wasilibc_tell(int descriptor) {
    int number = slot(descriptor);
    return number < 0 ? __real___wasilibc_tell(descriptor) : position[number];
}

int __wrap_close(int descriptor) {
    int number = slot(descriptor);
    if (number < 0) {
        return __real_close(descriptor);
    }
    is_open[number] = 0;
    return 0;
}
