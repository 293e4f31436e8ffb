# A middleware that is defined must also be named; naming one that is not defined would switch the routers off.
if grep -q '^    cors:' dynamic.yml; then set -- --entrypoints.api.http.middlewares=cors@file; fi
exec traefik --global.checknewversion=false --global.sendanonymoususage=false \
  --entrypoints.api.address="127.0.0.1:$PORT" --providers.file.filename=dynamic.yml --providers.file.watch=false "$@"
