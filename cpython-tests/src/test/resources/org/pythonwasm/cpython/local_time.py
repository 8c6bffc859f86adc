"""Local time of a zone as text, to be compared with what a native CPython makes of the same."""
import datetime
import os
import random
import sys
import time

START = -2208988800  # 1900
END = 4102444800  # 2100
AROUND = (-90000, -5400, -3600, -1801, -1, 0, 1800, 3599, 3600, 90000)


def set_zone(zone):
    os.environ["TZ"] = zone
    time.tzset()


def transitions(start):
    """Found by looking every ten days and between."""
    def state(instant):
        local = time.localtime(instant)
        return local.tm_gmtoff, local.tm_isdst, local.tm_zone

    step = 10 * 86400
    before = state(start)
    for instant in range(start + step, END, step):
        after = state(instant)
        if after != before:
            low, high = instant - step, instant
            while high - low > 1:
                middle = (low + high) // 2
                if state(middle) == before:
                    low = middle
                else:
                    high = middle
            yield high
        before = after


def mktime(fields):
    # glibc begins its search where the last one ended: so that the result does not depend on that, one shortly before comes first.
    time.mktime((*fields[:2], fields[2] - 2, *fields[3:8], -1))
    try:
        return time.mktime(tuple(fields))
    except OverflowError:
        return "OverflowError"


def local_time(instant):
    local = time.localtime(instant)
    yield f"{tuple(local)} {local.tm_zone} {local.tm_gmtoff} {time.strftime('%H:%M:%S %Z %z', local)} {time.ctime(instant)}"
    moment = datetime.datetime.fromtimestamp(instant)
    aware = moment.astimezone()
    yield f"{moment} {moment.fold} {moment.timestamp()} {aware} {aware.tzname()} {aware.timestamp()}"


def from_local_time(moment):
    fields = moment.timetuple()[:8]
    yield f"{moment} {[mktime((*fields, isdst)) for isdst in (-1, 0, 1)]}"
    for fold in 0, 1:
        other = moment.replace(fold=fold)
        aware = other.astimezone()
        yield f"{other} {fold} {other.timestamp()} {aware} {aware.tzname()}"


def lines(zone, start=START):
    set_zone(zone)
    yield f"{time.tzname} {time.timezone} {time.altzone} {time.daylight}"
    randomly = random.Random(zone)
    instants = [instant + by for instant in transitions(start) for by in AROUND]
    instants += [randomly.randrange(start, END) for _ in range(200)]
    yield f"{len(instants)} instants"
    for instant in instants:
        yield from local_time(instant)
        yield from from_local_time(datetime.datetime.fromtimestamp(0, datetime.timezone.utc).replace(tzinfo=None)
                                   + datetime.timedelta(seconds=instant + time.localtime(instant).tm_gmtoff))
    yield time.strftime("%Z %z", tuple(time.localtime()))


def since_1971(zone):
    return lines(zone, 31536000)


def overview(zones):
    """Of each some instants."""
    for zone in zones.split(","):
        set_zone(zone)
        locals = [time.localtime(instant) for instant in range(START, END, 500_000_000)]
        yield f"{zone} {time.tzname} {time.timezone} {time.daylight} {[(*local[:6], local.tm_isdst, local.tm_zone) for local in locals]}"


def run(request):
    kind, _, argument = request.partition(" ")
    return [line.replace("\n", " ") for line in {"lines": lines, "since_1971": since_1971, "overview": overview}[kind](argument)]


def serve():
    for request in sys.stdin:
        print("\n".join(run(request.rstrip("\n"))), end="\n\n", flush=True)
