"""A chat platform that answers every message at once and counts them, so that senders are measured. Keeps nothing."""

import asyncio
import sys

from aiohttp import web


async def main() -> None:
    seen: set[str] = set()
    again = 0

    async def answer(request: web.BaseRequest) -> web.Response:
        nonlocal again
        if request.method == "GET":
            return web.json_response({"seen": len(seen), "again": again})
        if request.method == "DELETE":
            seen.clear()
            again = 0
        else:
            await request.read()
            key = request.headers["X-Key"]
            again += key in seen
            seen.add(key)
        return web.Response(body=b'{"ok":true}', content_type="application/json")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until whoever started it is gone
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
