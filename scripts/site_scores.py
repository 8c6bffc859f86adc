#!/usr/bin/env python3
"""Scores of the manual by Lighthouse (of npm) in Debian's Chromium, on a phone and on a desktop, and what costs points.

    scripts/site_scores.py [PAGE…]      pages of manual/target/site, which `make manual` makes; without names, those of every kind

The site is served on 127.0.0.1, compressed as web servers do. A score below 100 names the audits that failed; the exit code is 1
if one is below 90.
"""

import gzip
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent / "manual/target/site"
VERSION = "12.8.2"
TOOLS = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "python-wasm" / f"lighthouse-{VERSION}"
PAGES = ["index.html", "quick-start.html", "cookbook.html", "performance.html", "configuration.html", "security.html"]
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST = 90


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments):
        super().__init__(*arguments, directory=str(SITE))

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
        self.send_header("Cache-Control", "max-age=31536000")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def lighthouse(url, form, report):
    command = [TOOLS / "node_modules/.bin/lighthouse", url, "--quiet", "--output=json", f"--output-path={report}",
               f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"]
    if form == "desktop":
        command.append("--preset=desktop")
    subprocess.run(command, check=True, env={"CHROME_PATH": "/usr/bin/chromium", **os.environ})
    return json.loads(Path(report).read_text())


def failed(result, category):
    for reference in result["categories"][category]["auditRefs"]:
        audit = result["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            yield f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def main():
    if not (SITE / "index.html").exists():
        sys.exit(f"site_scores.py: there is no {SITE}/index.html: run make manual")
    if not TOOLS.exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", TOOLS, f"lighthouse@{VERSION}"], check=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    least = 100
    print(f"{'page':24}{'form':9}{'':>2}performance accessibility best-practices  seo  KB of transfer  shift  LCP ms")
    with tempfile.TemporaryDirectory() as folder:
        for page in sys.argv[1:] or PAGES:
            for form in ("phone", "desktop"):
                result = lighthouse(f"http://127.0.0.1:{server.server_port}/{page}", form, f"{folder}/report.json")
                scores = [round(100 * (result["categories"][category]["score"] or 0)) for category in CATEGORIES]
                audits = result["audits"]
                print(f"{page:24}{form:9}{scores[0]:13}{scores[1]:14}{scores[2]:15}{scores[3]:5}"
                      f"{audits['total-byte-weight']['numericValue'] / 1000:16.0f}"
                      f"{audits['cumulative-layout-shift']['numericValue']:7.3f}"
                      f"{audits['largest-contentful-paint']['numericValue']:8.0f}", flush=True)
                for category in CATEGORIES:
                    for audit in failed(result, category):
                        print(f"    {audit}")
                least = min(least, *scores)
    sys.exit(0 if least >= LEAST else 1)


main()
