# expected: any error or dies
from datetime import datetime, tzinfo, timedelta
class Zone(tzinfo):
    def utcoffset(self, when): return timedelta(hours=23, minutes=59)
datetime(2020, 1, 1, tzinfo=Zone())
