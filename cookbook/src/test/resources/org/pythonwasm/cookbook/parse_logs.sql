-- region: parse-logs
CREATE FUNCTION log_part(line VARCHAR, part VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON DETERMINISTIC AS $$
import re
LINE = re.compile(r'(?P<host>\S+) \S+ (?P<who>\S+) \[(?P<time>[^]]+)\] '
                  r'"(?P<verb>\S+) (?P<path>[^?" ]*)\S* [^"]*" (?P<status>\d{3}) (?P<bytes>\d+|-)')
def log_part(line: str, part: str):
    found = LINE.fullmatch(line)
    return found[part] if found else None
$$;
SELECT path, COUNT(*) AS requests, SUM(CASE WHEN status >= '500' THEN 1 ELSE 0 END) AS failures
FROM (SELECT log_part(line, 'path') AS path, log_part(line, 'status') AS status FROM log) AS l
WHERE path IS NOT NULL GROUP BY path ORDER BY path;
-- path | requests | failures
-- /cart | 2 | 1
-- /favicon.ico | 1 | 0
-- /shop | 2 | 0
-- endregion
