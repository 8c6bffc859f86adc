# expected: any error
import configparser
c = configparser.ConfigParser()
c.read_string("[a]\nx=%(x)s\n")
c["a"]["x"]
