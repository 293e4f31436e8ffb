use axum::extract::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::Router;
use serde_json::{json, Value};

#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/ok", get(ok).put(ok))
        .route("/echo", post(echo))
        .route("/boom", get(boom));

    // WHYCORS-FIX

    let port = std::env::var("PORT").unwrap();
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await.unwrap();
    axum::serve(listener, app).await.unwrap();
}

async fn ok() -> Json<Value> {
    Json(json!({ "ok": true }))
}

async fn echo(headers: HeaderMap, Json(body): Json<Value>) -> Result<Json<Value>, StatusCode> {
    if headers.contains_key("authorization") {
        Ok(Json(body))
    } else {
        Err(StatusCode::UNAUTHORIZED)
    }
}

async fn boom() -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}
