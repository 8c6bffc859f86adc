# expected: urllib.error.URLError
import urllib.request
urllib.request.urlopen("file:///etc/passwd").read()
