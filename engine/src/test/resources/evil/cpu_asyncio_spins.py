# category: cpu
# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
# The event loop swallows an exception that is raised between two of its callbacks.
import asyncio
async def spin():
    while True: await asyncio.sleep(0)
asyncio.run(spin())
