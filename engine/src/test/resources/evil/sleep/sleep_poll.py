# expected: any error or dies TIMEOUT
# deadline: 200 ms
import select
p = select.poll()
p.register(0)
p.register(3)
p.poll(10**8)
raise OSError
