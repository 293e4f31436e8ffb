@app
proof
@http
any /*
@aws
runtime nodejs20.x
