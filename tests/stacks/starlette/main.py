from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route


async def ok(request):
    return JSONResponse({"ok": True})


async def echo(request):
    if "authorization" not in request.headers:
        raise HTTPException(401)
    return JSONResponse(await request.json())


async def boom(request):
    raise RuntimeError("boom")


app = Starlette(
    routes=[
        Route("/ok", ok, methods=["GET", "PUT"]),
        Route("/echo", echo, methods=["POST"]),
        Route("/boom", boom),
    ]
)

# WHYCORS-FIX
