#[macro_use]
extern crate rocket;

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::serde::json::{json, Json, Value};

/// What the Authorization header holds.
struct Authorised;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Authorised {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.headers().get_one("Authorization") {
            Some(_) => Outcome::Success(Self),
            None => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}

#[get("/ok")]
fn get_ok() -> Value {
    json!({ "ok": true })
}

#[put("/ok")]
fn put_ok() -> Value {
    json!({ "ok": true })
}

#[post("/echo", data = "<body>")]
fn echo(_authorised: Authorised, body: Json<Value>) -> Value {
    body.into_inner()
}

#[get("/boom")]
fn boom() -> Status {
    Status::InternalServerError
}

#[launch]
fn launch() -> _ {
    let server = rocket::build().mount("/", routes![get_ok, put_ok, echo, boom]);

    // WHYCORS-FIX

    server
}
