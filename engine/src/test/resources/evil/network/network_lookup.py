# expected: any error
import socket
socket.getaddrinfo("localhost", 80)
