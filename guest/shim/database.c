/*
 * What SQLite would ask an operating system for (libraries/sqlite_host.py), and how the end of a call gets out of a statement.
 */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

/* WASI has no such commands; SQLite numbers them itself. */
enum { GET_LOCK = 12, SET_LOCK = 13, WAIT_FOR_LOCK = 14, UNLOCKED = 2 };

/*
 * Nobody else has the files of a scratch space open, so a lock of the process is always to be had. SQLite itself sees to the
 * locks between the connections of one process.
 */
int
pw_fcntl(int descriptor, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    int result = 0;
    if (command == GET_LOCK) {
        va_arg(arguments, struct flock *)->l_type = UNLOCKED;
    }
    else if (command != SET_LOCK && command != WAIT_FOR_LOCK) {
        result = fcntl(descriptor, command, va_arg(arguments, int));
    }
    va_end(arguments);
    return result;
}

int pw_is_interrupted(void);
int pw_raise_interruption(void);
int __real__pysqlite_seterror(void *state, void *database);

/* A statement that was interrupted raises what interrupted it, as Python code would, and no error of the database. */
int
__wrap__pysqlite_seterror(void *state, void *database)
{
    if (pw_is_interrupted() && pw_raise_interruption() < 0) {
        return -1;
    }
    return __real__pysqlite_seterror(state, database);
}
