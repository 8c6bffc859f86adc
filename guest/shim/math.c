/*
 * Functions of the C library that are wrong for some arguments, or that do not say what went wrong where CPython relies on it;
 * the linker gives CPython's calls to these (link.sh: wrapped.txt).
 */
#include <errno.h>
#include <math.h>

double __real_acosh(double x);
double __real_atan2(double y, double x);
double __real_cos(double x);
double __real_fma(double x, double y, double z);
double __real_sin(double x);

/* musl looks at the exponent without the sign, and has values for arguments far below its domain. */
double
__wrap_acosh(double x)
{
    return x < 1 ? NAN : __real_acosh(x);
}

/* musl adds a zero to a product that underflowed to zero, and may lose the product's sign. */
double
__wrap_fma(double x, double y, double z)
{
    return z == 0 && x != 0 && y != 0 ? x * y : __real_fma(x, y, z);
}

/* musl never sets errno. cmath.phase raises OverflowError where it is ERANGE, for a phase that is not zero and too small for a float. */
double
__wrap_atan2(double y, double x)
{
    double phase = __real_atan2(y, x);
    if (phase == 0 && y != 0 && isfinite(x)) {
        errno = ERANGE;
    }
    return phase;
}

/* complex.__pow__ raises ZeroDivisionError where errno is EDOM, for a phase that is infinite. */
double
__wrap_sin(double x)
{
    if (isinf(x)) {
        errno = EDOM;
    }
    return __real_sin(x);
}

double
__wrap_cos(double x)
{
    if (isinf(x)) {
        errno = EDOM;
    }
    return __real_cos(x);
}
