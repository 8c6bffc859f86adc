#!/usr/bin/env python3
"""Runs the commands below with a python-wasm.jar and draws what a terminal shows: manual/terminal.svg.

usage: scripts/terminal.py JAR [SVG]
"""
import pathlib
import subprocess
import sys
import tempfile
from html import escape

# Each is typed as it stands; python-wasm is the jar, and the folder has visits.csv.
COMMANDS = [
    """python-wasm -c 'import sys; print(sys.version.split()[0], sys.platform)'""",
    """python-wasm -c 'open("/etc/passwd")' 2>&1 | tail -1""",
    """python-wasm -c 'import os; os.system("ls")' 2>&1 | tail -1""",
    """cat visits.csv""",
    """cat score.sql""",
    """python-wasm sql --csv . -f score.sql -e 'SELECT place, score(note) AS score FROM visits'""",
]
FILES = {
    'visits.csv': 'place,note\nBerlin,"Great food, great people"\nHamburg,Rain. Rain and bad coffee\nMunich,Good beer\n',
    'score.sql': """CREATE FUNCTION score(note VARCHAR) RETURNS INTEGER LANGUAGE PYTHON AS $$
import re
WEIGHTS = {'great': 2, 'good': 1, 'rain': -1, 'bad': -2}
def score(note: str) -> int:
    return sum(WEIGHTS.get(word, 0) for word in re.findall('[a-z]+', note.lower()))
$$;
""",
}
WIDTH, LINE, LEFT, TOP = 96, 19, 18, 46


def run(jar):
    """Yields what was typed and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            pathlib.Path(folder, name).write_text(text)
        for command in COMMANDS:
            shell = f'python-wasm() {{ java -jar {jar} "$@"; }}\n{command}\n'
            done = subprocess.run(['bash', '-c', shell], cwd=folder, capture_output=True, text=True)
            if done.returncode:
                sys.exit(f'{command}: expected the exit code 0, found {done.returncode}: {done.stderr}')
            yield command, done.stdout + done.stderr


def lines(screens):
    for command, output in screens:
        first = True
        while command:
            yield 'typed', ('$ ' if first else '  ') + command[:WIDTH]
            command, first = command[WIDTH:], False
        for line in output.rstrip('\n').split('\n'):
            yield 'shown', line


def svg(rows):
    rows = list(rows)
    width, height = LEFT * 2 + int((WIDTH + 2) * 8.45), TOP + len(rows) * LINE + 12
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
             '<title>python-wasm in a terminal</title>',
             '<style>text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre;fill:#d5dbe3}'
             '.typed{fill:#9fd8b8}</style>',
             f'<rect width="{width}" height="{height}" rx="8" fill="#171c22"/>']
    parts += [f'<circle cx="{22 + 20 * n}" cy="20" r="6" fill="{colour}"/>'
              for n, colour in enumerate(('#e8695f', '#e5b64a', '#62b56b'))]
    parts += [f'<text class="{kind}" x="{LEFT}" y="{TOP + 14 + n * LINE}" xml:space="preserve">{escape(text)}</text>'
              for n, (kind, text) in enumerate(rows)]
    return '\n'.join(parts + ['</svg>', ''])


if __name__ == '__main__':
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    target = sys.argv[2] if len(sys.argv) == 3 else pathlib.Path(__file__).parent.parent / 'manual' / 'terminal.svg'
    pathlib.Path(target).write_text(svg(lines(run(pathlib.Path(sys.argv[1]).resolve()))))
