# expected: urllib.error.URLError
import urllib.request
urllib.request.urlopen("http://localhost/")
