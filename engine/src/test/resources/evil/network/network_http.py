# expected: any error
import http.client
http.client.HTTPConnection("localhost").request("GET", "/")
