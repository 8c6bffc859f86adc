# expected: any error
import ssl
ssl.create_default_context()
