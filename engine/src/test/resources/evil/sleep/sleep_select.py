# expected: any error or dies TIMEOUT
# deadline: 200 ms
import select
select.select([], [], [], 10**6)
