# expected: any error
import socket
socket.socket().connect(("127.0.0.1", 22))
