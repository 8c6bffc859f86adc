"""SQL functions of a guest without the shim.

What guest/shim does with columns in linear memory is done here, by the same rules and with the same messages, with columns that
travel as bytes: a column is [valid, data, heap] as guest/shim/columns.h has them, which is one byte a row, eight bytes a row,
and the bytes of the spans.
"""
import struct
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import _python_wasm
import _python_wasm_types as types
from _python_wasm import requests
from _python_wasm.columns import row_type
from _python_wasm.handles import type_name
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.requests import serve
from _python_wasm.scopes import resolve
from _python_wasm.values import encode

_MAX_COLUMNS = 100
_MAX_STATES = 1 << 28
_EPOCH_DAY = 719163
_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_MAX_OFFSET = timedelta(hours=18)
_ZONED = struct.Struct("<qi")

# Functions, aggregates, tables, iterators and lists of rows by the numbers that the host knows them by.
_bound = {}
_next_bound = 1


def _bind(value):
    global _next_bound
    number = _next_bound
    _next_bound += 1
    _bound[number] = value
    return number


# --- reading ---------------------------------------------------------------------------------------------------------

def _time_of(micros):
    seconds, micro = divmod(micros, 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro)


def _zone_of(seconds):
    return timezone(timedelta(seconds=seconds)) if seconds else timezone.utc


def _zoned_time(span):
    micros, seconds = _ZONED.unpack(span)
    return _time_of(micros).replace(tzinfo=_zone_of(seconds))


def _zoned_datetime(span):
    micros, seconds = _ZONED.unpack(span)
    return (_EPOCH + timedelta(microseconds=micros)).replace(tzinfo=_zone_of(seconds))


_FROM_NUMBER = {
    types.BOOLEAN: bool,
    types.INT64: int,
    types.DATE: lambda days: date.fromordinal(days + _EPOCH_DAY),
    types.TIME: _time_of,
    types.TIMESTAMP: lambda micros: _EPOCH + timedelta(microseconds=micros),
    types.INTERVAL: lambda micros: timedelta(microseconds=micros),
    types.ROWS: lambda number: _bound[number].rows,
}
# Types of the package's own, which it tells the shim how to treat, are looked up there when they come.
_FROM_SPAN = {
    types.DECIMAL: lambda span: Decimal(str(span, "ascii")),
    types.TEXT: lambda span: str(span, "utf-8"),
    types.BYTES: bytes,
    types.TIME_WITH_TIME_ZONE: _zoned_time,
    types.TIMESTAMP_WITH_TIME_ZONE: _zoned_datetime,
    types.UUID: lambda span: _python_wasm.uuid_of(span),
    types.JSON: lambda span: _python_wasm.json_value(str(span, "utf-8")),
    types.VALUE: lambda span: _python_wasm.column_value(str(span, "utf-8")),
}


_NEVER_RAISE = {types.BOOLEAN, types.INT64, types.INTERVAL}


def _reader(column, code):
    """A function of a row to its value. What a host may have wrong, as the text of a JSON, is read when its row is: an
    error belongs to that row, and rows that are not called are not read."""
    valid, data, heap = column
    code &= ~types.STRICT
    if code == types.FLOAT64:
        numbers = memoryview(data).cast("d").tolist()
        return [number if there else None for number, there in zip(numbers, valid)].__getitem__
    if code in _FROM_SPAN:
        convert = _FROM_SPAN[code]
        spans = memoryview(data).cast("I").tolist()
        return lambda row: convert(heap[spans[2 * row]:spans[2 * row] + spans[2 * row + 1]]) if valid[row] else None
    convert = _FROM_NUMBER[code]
    numbers = memoryview(data).cast("q").tolist()
    if code in _NEVER_RAISE:
        return [convert(number) if there else None for number, there in zip(numbers, valid)].__getitem__
    return lambda row: convert(numbers[row]) if valid[row] else None


def _readers(columns, codes):
    return [_reader(column, code) for column, code in zip(columns, codes)]


def _null_call(columns, codes, row):
    return any(code & types.STRICT and not column[0][row] for column, code in zip(columns, codes))


# --- writing ---------------------------------------------------------------------------------------------------------

def _is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def _is_date(value):
    return isinstance(value, date) and not isinstance(value, datetime)


# Nothing is coerced but int to float and to Decimal, as PEP 484's numeric tower allows; bool is no int.
_EXPECTED = {
    types.BOOLEAN: ("bool", lambda v: isinstance(v, bool)),
    types.INT64: ("int", _is_integer),
    types.FLOAT64: ("float", lambda v: isinstance(v, float) or _is_integer(v)),
    types.DECIMAL: ("decimal.Decimal", lambda v: isinstance(v, Decimal) or _is_integer(v)),
    types.TEXT: ("str", lambda v: isinstance(v, str)),
    types.BYTES: ("bytes", lambda v: isinstance(v, bytes)),
    types.DATE: ("datetime.date", _is_date),
    types.TIME: ("datetime.time", lambda v: isinstance(v, time)),
    types.TIMESTAMP: ("datetime.datetime", lambda v: isinstance(v, datetime)),
    types.TIME_WITH_TIME_ZONE: ("datetime.time", lambda v: isinstance(v, time)),
    types.TIMESTAMP_WITH_TIME_ZONE: ("datetime.datetime", lambda v: isinstance(v, datetime)),
    types.INTERVAL: ("datetime.timedelta", lambda v: isinstance(v, timedelta)),
    types.UUID: ("uuid.UUID", lambda v: _python_wasm.uuid_bytes(v) is not None),
    types.JSON: ("JSON", lambda v: True),
    types.VALUE: ("a value", lambda v: True),
}


def _micros_of_day(value):
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond


class _ResultColumn:
    """Results on their way out; `place` is how messages call it."""

    def __init__(self, code, rows, place="result"):
        self.code = code
        self.place = place
        self.expected, self.accepts = _EXPECTED[code]
        self.valid = bytearray(rows)
        self.data = bytearray(8 * rows)
        self.numbers = memoryview(self.data).cast("d" if code == types.FLOAT64 else "q")
        self.spans = memoryview(self.data).cast("I")
        self.heap = bytearray()

    def write(self, row, value):
        if value is None:
            self.valid[row] = 0
            return
        if not self.accepts(value):
            raise TypeError(f"expected {self.expected} as {self.place}, got {type_name(type(value))}")
        if self.code in _FROM_SPAN:
            self._write_span(row, value)
        else:
            self.numbers[row] = self._number(value)
        self.valid[row] = 1

    def _number(self, value):
        code = self.code
        if code == types.INT64 and not -1 << 63 <= value < 1 << 63:
            raise OverflowError(f"{self.place} is out of the range of a 64-bit integer")
        if code == types.DATE:
            return value.toordinal() - _EPOCH_DAY
        if code in (types.TIME, types.TIMESTAMP) and value.tzinfo is not None:
            kind = "time" if code == types.TIME else "datetime"
            raise TypeError(f"expected a {kind} without time zone as {self.place}, got one with tzinfo")
        if code == types.TIME:
            return _micros_of_day(value)
        if code == types.TIMESTAMP:
            return (value - _EPOCH) // _MICROSECOND
        if code == types.INTERVAL:
            return self._interval(value)
        return float(value) if code == types.FLOAT64 else int(value)

    def _write_span(self, row, value):
        span = self._span(value)
        self.spans[2 * row] = len(self.heap)
        self.spans[2 * row + 1] = len(span)
        self.heap += span

    def _span(self, value):
        code = self.code
        if code == types.BYTES:
            return value
        if code in (types.TIME_WITH_TIME_ZONE, types.TIMESTAMP_WITH_TIME_ZONE):
            return self._zoned(value)
        if code == types.UUID:
            return _python_wasm.uuid_bytes(value)
        if code == types.JSON:
            return _python_wasm.json_text(value, self.place).encode("utf-8")
        if code == types.VALUE:
            return _python_wasm.column_text(value, self.place).encode("utf-8")
        return str(value).encode("utf-8")

    def _interval(self, value):
        micros = value // _MICROSECOND
        if not -1 << 63 <= micros < 1 << 63:
            raise OverflowError(f"{self.place} is out of the range of an interval, which is some 292,000 years")
        return micros

    def _zoned(self, value):
        offset = value.utcoffset()
        if offset is None:
            kind = "time" if self.code == types.TIME_WITH_TIME_ZONE else "datetime"
            raise TypeError(f"expected a {kind} with time zone as {self.place}, got one without")
        if offset.microseconds or abs(offset) > _MAX_OFFSET:
            raise ValueError(
                f"expected an offset from UTC of whole seconds up to 18 hours as {self.place}, got {offset}")
        local = value.replace(tzinfo=None)
        micros = _micros_of_day(local) if self.code == types.TIME_WITH_TIME_ZONE else (local - _EPOCH) // _MICROSECOND
        return _ZONED.pack(micros, offset // timedelta(seconds=1))

    def sent(self, rows):
        return [bytes(self.valid[:rows]), bytes(self.data[:8 * rows]), bytes(self.heap)]


# --- what can be bound -----------------------------------------------------------------------------------------------

class _Definition:
    def __init__(self, names, arguments, results):
        if len(arguments) > _MAX_COLUMNS or len(results) > _MAX_COLUMNS:
            raise ValueError(f"at most {_MAX_COLUMNS} parameters and columns are supported, got {len(arguments)} and "
                             f"{len(results)}")
        self.arguments = arguments
        self.results = results
        self.name = names[0]


class _Function(_Definition):
    def __init__(self, names, arguments, results):
        super().__init__(names, arguments, results)
        self.callable = resolve(names[0])

    def call(self, columns, first, rows):
        result = _ResultColumn(self.results[0], rows)
        readers = _readers(columns, self.arguments)
        for row in range(rows):
            try:
                if not _null_call(columns, self.arguments, row):
                    result.write(row, self.callable(*[read(row) for read in readers]))
            except BaseException as error:
                return row, [result], error
        return rows, [result], None

    def vectors(self, columns, first, rows):
        result = _ResultColumn(self.results[0], rows)
        kept = [row for row in range(rows) if not _null_call(columns, self.arguments, row)]
        done = -1
        try:
            results = self._call_with_lists(_readers(columns, self.arguments), kept) if kept else []
            for row, value in zip(kept, results):
                done = row
                result.write(row, value)
        except BaseException as error:
            return done, [result], error
        return rows, [result], None

    def _call_with_lists(self, readers, kept):
        results = self.callable(*[[read(row) for row in kept] for read in readers])
        if not isinstance(results, (list, tuple)):
            raise TypeError(f"expected a list of results from a vectorized function, got {type_name(type(results))}")
        if len(results) != len(kept):
            raise ValueError(f"a vectorized function got {len(kept)} rows and returned {len(results)} results")
        return results


class _Buffers(_Function):
    """A vectorized function with buffers. Here only the views that it was handed raise after the call; others that it made of them
    are of memory that Python objects own."""

    def vectors(self, columns, first, rows):
        result = _ResultColumn(self.results[0], rows)
        kept = [row for row in range(rows) if not _null_call(columns, self.arguments, row)]
        views = []
        try:
            if kept:
                self._call_with_buffers(columns, kept, result, views)
        except BaseException as error:
            return -1, [result], error
        finally:
            for view in views:
                try:
                    view.release()
                except BufferError:
                    pass
        return rows, [result], None

    def _call_with_buffers(self, columns, kept, result, views):
        def column(memory, valid, code):
            views.extend((memoryview(memory).cast("d" if code & ~types.STRICT == types.FLOAT64 else "q"), memoryview(valid).cast("?")))
            return _python_wasm.Column(*views[-2:])

        arguments = []
        for (valid, data, heap), code in zip(columns, self.arguments):
            values = b"".join(data[8 * row:8 * row + 8] if valid[row] else bytes(8) for row in kept)
            arguments.append(column(values, bytes(valid[row] != 0 for row in kept), code))
        values, valid = bytearray(8 * len(kept)), bytearray(b"\1" * len(kept))
        returned = self.callable(*arguments, column(values, valid, self.results[0]))
        if returned is not None:
            raise TypeError("a function with buffers writes its results into its last argument and returns None, got "
                            + type_name(type(returned)))
        if len(values) != 8 * len(kept) or len(valid) != len(kept):
            raise BufferError("the results have another size than the arguments")
        for place, row in enumerate(kept):
            result.valid[row] = valid[place]
            result.data[8 * row:8 * row + 8] = values[8 * place:8 * place + 8]


_FAILED = object()


class _Aggregate(_Definition):
    def __init__(self, names, arguments, results):
        super().__init__(names, arguments, results)
        self.create = resolve(names[0])
        self.replaces = not isinstance(self.create, type)
        self.accumulate_row = self._part("accumulate")
        self.finish_state = self._part("finish")
        try:
            self.merge_states = self._part("merge")
        except (NameError, AttributeError, TypeError):
            self.merge_states = None
        self.states = {}

    def _part(self, name):
        return resolve(name) if self.replaces else getattr(self.create, name)

    def _state(self, number):
        if number not in self.states:
            if not 0 <= number < _MAX_STATES:
                raise MemoryError
            self.states[number] = self.create()
        return self.states[number]

    def _keep(self, number, returned):
        if self.replaces and returned is not None:
            self.states[number] = returned

    def accumulate(self, columns, first, rows):
        number_of, *readers = _readers(columns, bytes([types.INT64]) + self.arguments)
        for row in range(first, rows):
            try:
                if not _null_call(columns[1:], self.arguments, row):
                    state = self._state(number_of(row))
                    if state is not _FAILED:
                        self._keep(number_of(row), self.accumulate_row(state, *[read(row) for read in readers]))
            except BaseException as error:
                self.states[number_of(row)] = _FAILED
                return row, [], error
        return rows, [], None

    def merge(self, columns, first, rows):
        target_of, source_of = _readers(columns, bytes([types.INT64, types.INT64]))
        for row in range(rows):
            try:
                if self.merge_states is None:
                    raise TypeError("the aggregate function has no merge")
                target = self._state(target_of(row))
                self._keep(target_of(row), self.merge_states(target, self._state(source_of(row))))
            except BaseException as error:
                self.states[target_of(row)] = _FAILED
                return row, [], error
        return rows, [], None

    def finish(self, columns, first, rows):
        result = _ResultColumn(self.results[0], rows)
        number_of, = _readers(columns, bytes([types.INT64]))
        for row in range(rows):
            try:
                result.write(row, self.finish_state(self._state(number_of(row))))
            except BaseException as error:
                return row, [result], error
        return rows, [result], None

    def save(self, columns, first, rows):
        result = _ResultColumn(types.BYTES, rows, "state")
        number_of, = _readers(columns, bytes([types.INT64]))
        for row in range(rows):
            try:
                import pickle
                result.write(row, pickle.dumps(self._state(number_of(row))))
            except BaseException as error:
                return row, [result], error
        return rows, [result], None

    def load(self, columns, first, rows):
        number_of, saved_of = _readers(columns, bytes([types.INT64, types.BYTES]))
        for row in range(rows):
            try:
                import pickle
                loaded = pickle.loads(saved_of(row))
                number = number_of(row)
                if not 0 <= number < _MAX_STATES:
                    raise MemoryError
                self.states[number] = loaded
            except BaseException as error:
                return row, [], error
        return rows, [], None


class _Table(_Definition):
    def __init__(self, names, arguments, results):
        super().__init__(names, arguments, results)
        self.callable = resolve(names[0])
        self.columns = names[1:]

    def open(self, columns, first, rows):
        try:
            if _null_call(columns, self.arguments, 0):
                answer = ()
            else:
                answer = self.callable(*[read(0) for read in _readers(columns, self.arguments)])
            # What can be iterated and is meant as rows: a text would be taken for its letters.
            if answer is None or isinstance(answer, (str, bytes, dict)) \
                    or not (hasattr(type(answer), "__iter__") or hasattr(type(answer), "__getitem__")):
                raise TypeError(f"expected rows from a table function, got {type_name(type(answer))}: yield them one by one")
            return _bind(iter(answer)), [], None
        except BaseException as error:
            return 0, [], error

    def fetch(self, columns, first, rows):
        """`first` is the number of the iterator."""
        results = [_ResultColumn(code, rows, f"column '{name:.100}'") for code, name in zip(self.results, self.columns)]
        iterator = _bound[first]
        row = 0
        try:
            while row < rows:
                try:
                    values = next(iterator)
                except StopIteration:
                    break
                self._write_row(results, row, values)
                row += 1
        except BaseException as error:
            return row, results, error
        return row, results, None

    def _write_row(self, results, row, values):
        size = len(results)
        if isinstance(values, tuple) or isinstance(values, list) and size > 1:
            if len(values) != size:
                raise TypeError(f"expected a row of {size} values, got {len(values)}")
        elif isinstance(values, dict):
            values = self._of_dict(results, values)
        elif size > 1:
            raise TypeError(f"expected a tuple or dict as row, got {type_name(type(values))}")
        else:
            values = [values]
        for result, value in zip(results, values):
            result.write(row, value)

    def _of_dict(self, results, values):
        if len(values) > len(results):
            raise TypeError(f"expected a row of {len(results)} values, got {len(values)}")
        for result, name in zip(results, self.columns):
            if name not in values:
                raise TypeError(f"the row has no value for {result.place}")
            yield values[name]


class _Rows(_Definition):
    def __init__(self, names, arguments, results):
        super().__init__(names, arguments, results)
        self.row = row_type(names)
        self.rows = []

    def append(self, columns, first, rows):
        readers = _readers(columns, self.arguments)
        for row in range(rows):
            try:
                self.rows.append(self.row._make([read(row) for read in readers]))
            except BaseException as error:
                return row, [], error
        return rows, [], None


# --- requests --------------------------------------------------------------------------------------------------------

_KINDS = {"function": _Function, "buffers": _Buffers, "aggregate": _Aggregate, "table": _Table, "rows": _Rows}


def _define(request):
    return _bind(_KINDS[request["kind"]](request["names"], request["arguments"], request["results"]))


def _work_rows(request):
    rows = request["rows"]
    work = getattr(_bound[request["number"]], request["do"])
    done, results, error = work(request["columns"], request["first"], rows)
    reply = {"done": done, "columns": encode([result.sent(rows) for result in results])}
    if error is not None:
        reply["raised"] = requests.described(error)
    return requests.Encoded(reply)


def _release(request):
    if request["do"] == "forget":
        _bound.pop(request["number"], None)
    else:
        states = _bound[request["number"]].states
        forgotten = range(request["first"], request["first"] + request["count"])
        for number in [number for number in states if number in forgotten]:
            del states[number]


requests._OPERATIONS |= {"define": _define, "rows": _work_rows, "release": _release}
