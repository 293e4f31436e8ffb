import os

from aiohttp import web


async def ok(request):
    return web.json_response({"ok": True})


async def echo(request):
    if "Authorization" not in request.headers:
        raise web.HTTPUnauthorized()
    return web.json_response(await request.json())


# Its Vary is its own business.
async def own(request):
    return web.json_response({"ok": True}, headers={"Vary": "Accept-Language"})


async def boom(request):
    raise RuntimeError("boom")


app = web.Application()
app.router.add_get("/ok", ok)
app.router.add_put("/ok", ok)
app.router.add_post("/echo", echo)
app.router.add_get("/own", own)
app.router.add_get("/boom", boom)

# WHYCORS-FIX

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
