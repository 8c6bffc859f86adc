# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
# The event loop swallows an exception that is raised between two of its callbacks, and may then say that nothing is scheduled.
import asyncio
async def spin():
    while True: await asyncio.sleep(0)
while True:
    try: asyncio.run(spin())
    except RuntimeError: pass
