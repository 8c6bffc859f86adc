# expected: TimeoutError or dies TIMEOUT
# deadline: 200 ms
import asyncio
asyncio.run(asyncio.sleep(10**6))
