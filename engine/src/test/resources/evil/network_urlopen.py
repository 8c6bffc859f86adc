# category: network
# expected: any error or dies
import urllib.request
urllib.request.urlopen("http://localhost/")
