# expected: any error
import socket
socket.create_connection(("localhost", 80), timeout=1)
