from flask import Flask, abort, request

app = Flask(__name__)

# WHYCORS-FIX


@app.get("/ok")
def get_ok():
    return {"ok": True}


@app.put("/ok")
def put_ok():
    return {"ok": True}


@app.post("/echo")
def echo():
    if not request.headers.get("Authorization"):
        abort(401)
    return request.get_json()


@app.get("/boom")
def boom():
    raise RuntimeError("boom")
