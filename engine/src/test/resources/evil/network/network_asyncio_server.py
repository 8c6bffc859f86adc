# expected: any error
import asyncio
async def serve(): await asyncio.start_server(print, "127.0.0.1", 0)
asyncio.run(serve())
