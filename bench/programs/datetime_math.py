"""datetime: parsing, arithmetic, formatting, calendar fields, comparison."""
from datetime import date, datetime, time, timedelta

START = datetime(2023, 11, 5, 6, 7, 8, 90)
TEXTS = ["2024-%02d-%02d %02d:15:30" % (i % 12 + 1, i % 28 + 1, i % 24) for i in range(90)]


def arithmetic():
    total = 0
    moment = START
    for i in range(1500):
        moment += timedelta(days=1, minutes=i, seconds=7)
        total += moment.weekday() + moment.toordinal() % 13 + moment.timetuple().tm_yday
        total += (moment - START).days + len(moment.isoformat())
        total += (moment.date() > date(2025, 6, 1)) + (moment.time() < time(12, 0))
        total += moment.replace(day=1, hour=0).isocalendar()[1]
    return total


def texts():
    total = 0
    for text in TEXTS:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
        total += moment.hour + len(moment.strftime("%d.%m.%Y %H:%M")) + int(moment.strftime("%j"))
    return total


def run():
    total = 0
    for _ in range(3):
        total += arithmetic() + texts()
    return total
