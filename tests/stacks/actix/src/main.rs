use actix_web::{error, web, App, HttpRequest, HttpResponse, HttpServer};
use serde_json::{json, Value};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port: u16 = std::env::var("PORT").unwrap().parse().unwrap();
    HttpServer::new(|| {
        App::new()
            // WHYCORS-FIX
            .service(web::resource("/ok").route(web::get().to(ok)).route(web::put().to(ok)))
            .service(web::resource("/echo").route(web::post().to(echo)))
            .service(web::resource("/boom").route(web::get().to(boom)))
    })
    .workers(1)
    .bind(("127.0.0.1", port))?
    .run()
    .await
}

async fn ok() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "ok": true }))
}

async fn echo(request: HttpRequest, body: web::Json<Value>) -> HttpResponse {
    if request.headers().contains_key("authorization") {
        HttpResponse::Ok().json(body.0)
    } else {
        HttpResponse::Unauthorized().finish()
    }
}

async fn boom() -> Result<HttpResponse, actix_web::Error> {
    Err(error::ErrorInternalServerError("boom"))
}
