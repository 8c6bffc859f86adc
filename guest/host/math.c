/* Functions of the C library that are wrong for some arguments; the linker gives CPython's calls to these (link.sh: wrapped.txt). */
#include <math.h>

double __real_acosh(double x);

/* musl looks at the exponent without the sign, and has values for arguments far below its domain. */
double
__wrap_acosh(double x)
{
    return x < 1 ? NAN : __real_acosh(x);
}
