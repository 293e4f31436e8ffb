from fastapi import FastAPI, Header, HTTPException

app = FastAPI()


@app.get("/ok")
def get_ok():
    return {"ok": True}


@app.put("/ok")
def put_ok():
    return {"ok": True}


@app.post("/echo")
def echo(body: dict, authorization: str | None = Header(None)):
    if not authorization:
        raise HTTPException(status_code=401)
    return body


@app.get("/boom")
def boom():
    raise RuntimeError("boom")


# WHYCORS-FIX
