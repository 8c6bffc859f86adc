-- region: html-to-text
CREATE FUNCTION html_text(html VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
from html.parser import HTMLParser

class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0
    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ('script', 'style')
        if tag in ('p', 'br', 'li', 'div', 'tr'):
            self.parts.append(' ')
    def handle_endtag(self, tag):
        self.hidden -= tag in ('script', 'style')
        if tag in ('h1', 'h2', 'h3'):
            self.parts.append(': ')
    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)

def html_text(html: str) -> str:
    words = Words()
    words.feed(html)
    words.close()
    return ' '.join(''.join(words.parts).split())
$$;
SELECT id, html_text(html) AS text FROM articles ORDER BY id;
-- id | text
-- 1 | Fish & Chips: Open daily, 11–22.
-- 2 | One Two
-- 3 | plain text
-- endregion
