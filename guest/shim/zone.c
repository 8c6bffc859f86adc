/*
 * Local time, which WASI's C library has not: its localtime_r, strftime and so all of CPython ask the functions here. The zone is
 * what TZ says, the name of a zone in the library or a rule in POSIX's form; where it is not set, what the host has granted; UTC
 * without a grant. TZ is read when tzset is called, and by the first use.
 */
#define _GNU_SOURCE 1  /* tm_gmtoff and tm_zone */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#define HOST(name) __attribute__((import_module("python_wasm"), import_name(#name)))

/* Like TZ, without a zero at the end. Returns its length, 0 where no zone is granted. */
HOST(zone_granted) int zone_granted(char *text, uint32_t capacity);
/* The zone's file (RFC 8536). Returns its size, -1 where the library has no zone of that name or it does not fit. */
HOST(zone_data) int zone_data(const char *name, uint32_t length, void *data, uint32_t capacity);

/* Of the C library. */
int __secs_to_tm(long long seconds, struct tm *tm);
long long __tm_to_secs(const struct tm *tm);

enum { LONGEST_TEXT = 255, LARGEST_FILE = 8192, HOUR = 3600, DAY = 24 * HOUR };

const char __utc[] = "UTC";

/* What the clocks show for some time. */
typedef struct {
    int offset;
    int isdst;
    const char *name;
} local_kind;

/* A day of each year and a time of it: Jn (J), n (0) or Mm.w.d (M). */
typedef struct {
    char form;
    int month, week, day;
    int seconds;
} yearly;

static struct {
    bool loaded;
    char text[LONGEST_TEXT + 1];
    /* Of a file. */
    unsigned char file[LARGEST_FILE];
    const unsigned char *times, *indexes, *kinds;
    const char *names;
    int time_count, kind_count, name_size;
    /* Of a rule: TZ itself, or what holds after the last transition of a file. */
    bool has_rule, has_dst;
    char rule_names[2][LONGEST_TEXT + 1];
    local_kind standard, summer;
    yearly begin, end;
} zone;

static const local_kind utc = {0, 0, __utc};

/* Rules in POSIX's form. */

static bool
parse_number(const char **text, int most, int *number)
{
    if (!isdigit((unsigned char)**text)) {
        return false;
    }
    for (*number = 0; isdigit((unsigned char)**text) && *number <= most; ++*text) {
        *number = *number * 10 + (**text - '0');
    }
    return *number <= most;
}

/* [+-]hh[:mm[:ss]] */
static bool
parse_time(const char **text, int most_hours, int *seconds)
{
    int hours, minutes = 0, rest = 0;
    int sign = **text == '-' ? -1 : 1;
    if (**text == '-' || **text == '+') {
        ++*text;
    }
    if (!parse_number(text, most_hours, &hours)) {
        return false;
    }
    if (**text == ':') {
        ++*text;
        if (!parse_number(text, 59, &minutes)) {
            return false;
        }
        if (**text == ':') {
            ++*text;
            if (!parse_number(text, 59, &rest)) {
                return false;
            }
        }
    }
    *seconds = sign * (hours * HOUR + minutes * 60 + rest);
    return true;
}

static bool
parse_name(const char **text, char *name)
{
    bool quoted = **text == '<';
    const char *start = quoted ? ++*text : *text;
    while (quoted ? isalnum((unsigned char)**text) || **text == '+' || **text == '-' : isalpha((unsigned char)**text)) {
        ++*text;
    }
    size_t length = *text - start;
    if (length < 3 || (quoted && *(*text)++ != '>')) {
        return false;
    }
    memcpy(name, start, length);
    name[length] = 0;
    return true;
}

static bool
parse_yearly(const char **text, yearly *rule)
{
    *rule = (yearly){.form = **text, .seconds = 2 * HOUR};
    bool right;
    if (**text == 'M') {
        ++*text;
        right = parse_number(text, 12, &rule->month) && rule->month > 0 && *(*text)++ == '.'
            && parse_number(text, 5, &rule->week) && rule->week > 0 && *(*text)++ == '.'
            && parse_number(text, 6, &rule->day);
    }
    else if (**text == 'J') {
        ++*text;
        right = parse_number(text, 365, &rule->day) && rule->day > 0;
    }
    else {
        rule->form = '0';
        right = parse_number(text, 365, &rule->day);
    }
    if (right && **text == '/') {
        ++*text;
        right = parse_time(text, 167, &rule->seconds);
    }
    return right;
}

/* Summer time whose days are not said: those of the United States, as elsewhere. */
#define USUAL_DAYS ",M3.2.0,M11.1.0"

static bool
parse_summer(const char *text)
{
    if (!parse_name(&text, zone.rule_names[1])) {
        return false;
    }
    int west;
    if (*text == 0 || *text == ',') {
        zone.summer.offset = zone.standard.offset + HOUR;
    }
    else if (parse_time(&text, 24, &west)) {
        zone.summer.offset = -west;
    }
    else {
        return false;
    }
    zone.summer.isdst = 1;
    zone.summer.name = zone.rule_names[1];
    if (*text == 0 || strcmp(text, ",") == 0) {
        text = USUAL_DAYS;
    }
    return *text++ == ',' && parse_yearly(&text, &zone.begin) && *text++ == ',' && parse_yearly(&text, &zone.end);
}

/* Of a text that is none of these a name at its start counts, with UTC's offset: that is what other systems make of it. */
static bool
parse_rule(const char *text)
{
    zone.has_rule = zone.has_dst = false;
    int west = 0;
    if (!parse_name(&text, zone.rule_names[0])) {
        return false;
    }
    bool complete = parse_time(&text, 24, &west);
    zone.standard = (local_kind){complete ? -west : 0, 0, zone.rule_names[0]};
    zone.has_rule = true;
    zone.has_dst = complete && *text != 0 && parse_summer(text);
    return true;
}

/* Files. */

static int64_t
big_endian(const unsigned char *bytes, int size)
{
    uint64_t value = (bytes[0] & 0x80) ? UINT64_MAX : 0;
    for (int i = 0; i < size; i++) {
        value = value << 8 | bytes[i];
    }
    return (int64_t)value;
}

enum { HEADER = 44, KIND = 6 };

typedef struct {
    int64_t ut, standard, leaps, times, kinds, names;
} counts;

static counts
counts_of(const unsigned char *header)
{
    counts n;
    int64_t *all[] = {&n.ut, &n.standard, &n.leaps, &n.times, &n.kinds, &n.names};
    for (int i = 0; i < 6; i++) {
        *all[i] = big_endian(header + 20 + 4 * i, 4);
        if (*all[i] < 0 || *all[i] > LARGEST_FILE) {
            *all[i] = LARGEST_FILE;
        }
    }
    return n;
}

static int64_t
size_of_block(const counts *n, int time_size)
{
    return n->times * (time_size + 1) + n->kinds * KIND + n->names + n->leaps * (time_size + 4) + n->standard + n->ut;
}

static bool
is_header(const unsigned char *at, const unsigned char *end)
{
    return end - at >= HEADER && memcmp(at, "TZif", 4) == 0 && at[4] >= '2';
}

/* The second block, whose times have 64 bits, and the rule behind it. */
static bool
read_file(int size)
{
    const unsigned char *at = zone.file, *end = zone.file + size;
    if (!is_header(at, end)) {
        return false;
    }
    counts n = counts_of(at);
    if (size_of_block(&n, 4) > end - at - HEADER) {
        return false;
    }
    at += HEADER + size_of_block(&n, 4);
    if (!is_header(at, end)) {
        return false;
    }
    n = counts_of(at);
    at += HEADER;
    if (n.kinds == 0 || n.names == 0 || size_of_block(&n, 8) > end - at) {
        return false;
    }
    zone.times = at;
    zone.indexes = at + 8 * n.times;
    zone.kinds = zone.indexes + n.times;
    zone.names = (const char *)zone.kinds + KIND * n.kinds;
    zone.time_count = (int)n.times;
    zone.kind_count = (int)n.kinds;
    zone.name_size = (int)n.names;
    at += size_of_block(&n, 8);
    const unsigned char *line = end - at > 1 ? memchr(at + 1, '\n', end - at - 1) : NULL;
    char rule[LONGEST_TEXT + 1];
    if (line != NULL && line - at - 1 <= LONGEST_TEXT) {
        memcpy(rule, at + 1, line - at - 1);
        rule[line - at - 1] = 0;
        parse_rule(rule);
    }
    return true;
}

static local_kind
kind_of_file(int index)
{
    if (index >= zone.kind_count) {
        return utc;
    }
    const unsigned char *at = zone.kinds + KIND * index;
    int name = at[5] < zone.name_size && memchr(zone.names + at[5], 0, zone.name_size - at[5]) ? at[5] : -1;
    return (local_kind){(int)big_endian(at, 4), at[4] != 0, name < 0 ? "" : zone.names + name};
}

/* TZ. */

static void
read_zone(const char *text)
{
    zone.time_count = zone.kind_count = 0;
    zone.has_rule = zone.has_dst = false;
    if (*text == ':') {
        text++;
    }
    if (isalpha((unsigned char)*text) && strcmp(text, __utc) != 0) {
        int size = zone_data(text, strlen(text), zone.file, sizeof zone.file);
        if (size >= 0 && size <= LARGEST_FILE && read_file(size)) {
            return;
        }
    }
    parse_rule(text);
}

static void
load(void)
{
    char granted[LONGEST_TEXT + 1];
    const char *text = getenv("TZ");
    if (text == NULL) {
        int length = zone_granted(granted, LONGEST_TEXT);
        granted[length < 0 || length > LONGEST_TEXT ? 0 : length] = 0;
        text = granted;
    }
    if (strlen(text) > LONGEST_TEXT) {
        text = "";
    }
    if (!zone.loaded || strcmp(zone.text, text) != 0) {
        strcpy(zone.text, text);
        read_zone(zone.text);
        zone.loaded = true;
    }
}

/* What timemodule.c calls as tzset (cflags.txt). */
void
pw_tzset(void)
{
    load();
}

/* From an instant to what the clocks show. */

/* Of the proleptic Gregorian calendar, since 1970. */
static int64_t
days_before(int64_t year)
{
    int64_t last = year - 1;
    int64_t leap_days = last / 4 - last / 100 + last / 400;
    if (last < 0) {
        leap_days = (last - 3) / 4 - (last - 99) / 100 + (last - 399) / 400;
    }
    return 365 * (year - 1970) + leap_days - 477;
}

static bool
is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t
year_of(int64_t seconds)
{
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    int64_t year = 1970 + (days < 0 ? days / 365 - 1 : days / 366);  /* not after it */
    while (days_before(year + 1) <= days) {
        int64_t further = (days - days_before(year + 1)) / 366;
        year += further > 0 ? further : 1;
    }
    return year;
}

static int64_t
time_of_rule(const yearly *rule, int64_t year)
{
    static const int before_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    int64_t day = days_before(year);
    if (rule->form == 'J') {
        day += rule->day - 1 + (rule->day >= 60 && is_leap(year));
    }
    else if (rule->form == '0') {
        day += rule->day;
    }
    else {
        bool leap = is_leap(year);
        int64_t month = day + before_month[rule->month - 1] + (leap && rule->month > 2);
        int64_t next = day + before_month[rule->month] + (leap && rule->month > 1);
        int64_t weekday = ((month + 4) % 7 + 7) % 7;  /* of the month's first day: 1970 began on a Thursday */
        day = month + (rule->day - weekday + 7) % 7 + 7 * (rule->week - 1);
        while (day >= next) {
            day -= 7;
        }
    }
    return day * DAY + rule->seconds;
}

static local_kind
kind_by_rule(int64_t instant)
{
    if (!zone.has_dst) {
        return zone.standard;
    }
    int64_t year = year_of(instant + zone.standard.offset);
    int64_t begin = time_of_rule(&zone.begin, year) - zone.standard.offset;
    int64_t end = time_of_rule(&zone.end, year) - zone.summer.offset;
    bool summer = begin < end ? instant >= begin && instant < end : instant >= begin || instant < end;
    return summer ? zone.summer : zone.standard;
}

static int64_t
transition(int index)
{
    return big_endian(zone.times + 8 * index, 8);
}

/* What held before the first transition: the first kind that is no summer time. */
static local_kind
first_kind(void)
{
    int index = 0;
    while (index < zone.kind_count && kind_of_file(index).isdst) {
        index++;
    }
    return kind_of_file(index == zone.kind_count ? 0 : index);
}

/* Of the last transition that is not after the instant; -1 before the first. */
static int
transition_before(int64_t instant)
{
    int low = -1, high = zone.time_count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (instant >= transition(middle)) {
            low = middle;
        }
        else {
            high = middle;
        }
    }
    return low;
}

static local_kind
kind_at(int64_t instant)
{
    if (!zone.loaded) {
        load();
    }
    if (zone.kind_count == 0) {
        return zone.has_rule ? kind_by_rule(instant) : utc;
    }
    int index = transition_before(instant);
    if (index < 0) {
        return first_kind();
    }
    return index == zone.time_count - 1 && zone.has_rule ? kind_by_rule(instant) : kind_of_file(zone.indexes[index]);
}

/* Asked by the C library's localtime_r. */
void
__secs_to_zone(long long instant, int local, int *isdst, int *offset, long *other, const char **name)
{
    local_kind kind = kind_at(instant);
    *isdst = kind.isdst;
    *offset = kind.offset;
    *name = kind.name;
}

/* The name of summer or standard time as it is used now, or was when there was one. */
static const char *
usual_name(bool summer)
{
    local_kind now = kind_at(time(NULL));
    int index = transition_before(time(NULL));
    if (now.isdst == summer) {
        return now.name;
    }
    if (zone.has_rule && zone.has_dst && index == zone.time_count - 1) {
        return summer ? zone.summer.name : zone.standard.name;
    }
    for (; index >= 0; index--) {
        local_kind kind = kind_of_file(zone.indexes[index]);
        if (kind.isdst == summer) {
            return kind.name;
        }
    }
    return now.name;
}

/* Asked by the C library's strftime; a time that was made of nine numbers has no name of its own. */
const char *
__tm_to_tzname(const struct tm *tm)
{
    return tm->tm_zone != NULL && *tm->tm_zone != 0 ? tm->tm_zone : usual_name(tm->tm_isdst > 0);
}

/* From what the clocks show to an instant. */

static bool
shows(int64_t local, int offset)
{
    return kind_at(local - offset).offset == offset;
}

/*
 * A time of the other kind than was asked for, such as summer time in winter: by the nearest time of that kind. Further away than
 * any zone has kept one kind while its difference was not an hour, it is an hour.
 */
static int64_t
of_another_kind(int64_t local, int64_t instant, int isdst)
{
    const int64_t step = 600000, bound = 229000000;
    for (int64_t distance = step; distance < bound; distance += step) {
        for (int direction = -1; direction <= 1; direction += 2) {
            local_kind kind = kind_at(instant + direction * distance);
            if (kind.isdst == isdst) {
                return local - kind.offset;
            }
        }
    }
    return instant + (isdst ? -HOUR : HOUR);
}

/* Clocks that were put forward did not show it: by the offset of before, which is later, unless the other is summer time. */
static int64_t
in_a_gap(int64_t local, const local_kind *before, const local_kind *after, int isdst)
{
    if (before->isdst == after->isdst) {
        return local - before->offset;
    }
    int wanted = isdst < 0 ? 0 : isdst;
    return local - (before->isdst == wanted ? before->offset : after->offset);
}

/* Clocks that were put back showed it twice: the first time, unless isdst says which. */
static int64_t
instant_of(int64_t local, int isdst)
{
    local_kind before = kind_at(local - 26 * HOUR), after = kind_at(local + 26 * HOUR);
    /* Where both are the same there may be a short time between them. */
    local_kind between = kind_at(local - before.offset);
    local_kind kinds[] = {before, between, after};
    bool found = false;
    int64_t best = 0;
    for (int i = 0; i < 3; i++) {
        int64_t instant = local - kinds[i].offset;
        if (!shows(local, kinds[i].offset)) {
            continue;
        }
        bool right = isdst < 0 || kind_at(instant).isdst == isdst;
        bool best_right = found && (isdst < 0 || kind_at(best).isdst == isdst);
        if (!found || (right && !best_right) || (right == best_right && instant < best)) {
            best = instant;
            found = true;
        }
    }
    if (!found) {
        return in_a_gap(local, &before, &after, isdst);
    }
    return isdst < 0 || kind_at(best).isdst == isdst ? best : of_another_kind(local, best, isdst);
}

time_t
mktime(struct tm *tm)
{
    int isdst = tm->tm_isdst < 0 ? -1 : tm->tm_isdst > 0;
    int64_t instant = instant_of(__tm_to_secs(tm), isdst);
    local_kind kind = kind_at(instant);
    struct tm whole;
    if (__secs_to_tm(instant + kind.offset, &whole) < 0) {
        errno = EOVERFLOW;
        return -1;
    }
    whole.tm_isdst = kind.isdst;
    whole.tm_gmtoff = kind.offset;
    whole.tm_zone = kind.name;
    *tm = whole;
    return instant;
}

/*
 * %s of a time that was made of nine numbers: they are local time. The C library takes the offset of the time for it, and the
 * linker gives the calls of its function to this one (wrapped.txt).
 */
size_t __real_wcsftime(wchar_t *text, size_t size, const wchar_t *format, const struct tm *tm);

size_t
__wrap_wcsftime(wchar_t *text, size_t size, const wchar_t *format, const struct tm *tm)
{
    if (tm->tm_zone != NULL || wcsstr(format, L"%s") == NULL) {
        return __real_wcsftime(text, size, format, tm);
    }
    struct tm placed = *tm;
    int isdst = tm->tm_isdst < 0 ? -1 : tm->tm_isdst > 0;
    placed.tm_gmtoff = (int)(__tm_to_secs(tm) - instant_of(__tm_to_secs(tm), isdst));
    return __real_wcsftime(text, size, format, &placed);
}
