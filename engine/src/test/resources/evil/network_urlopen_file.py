# category: network
# expected: any error or dies
import urllib.request
urllib.request.urlopen("file:///etc/passwd").read()
