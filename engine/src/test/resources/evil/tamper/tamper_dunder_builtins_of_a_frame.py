# expected: NameError or any error or ImportError
exec("open('/etc/passwd')", {"__builtins__": {}})
