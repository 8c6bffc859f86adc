# category: cpu
# expected: TimeoutError
# deadline: 2000 ms
import asyncio
async def spin():
    while True: await asyncio.sleep(0)
asyncio.run(spin())
