use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, TokenData, Validation, decode, decode_header};
use serde_json::{Value, json};
use wechat_mobile_bind_sandbox::{CLIENT_ID, Options};

use crate::fixture::{login, server, start, unique};
use crate::http::Request;

/// The profile of a reply's id token, whose signature must be good.
pub(crate) fn profile(reply: &Value) -> Value {
    let token = verify(reply["id_token"].as_str().unwrap()).unwrap();
    serde_json::from_str(token.claims["api"].as_str().unwrap()).unwrap()
}

/// Verifies a token with the keys that the service publishes.
fn verify(token: &str) -> jsonwebtoken::errors::Result<TokenData<Value>> {
    let keys: JwkSet = serde_json::from_slice(&keys().body).unwrap();
    let kid = decode_header(token)?.kid.unwrap();
    let key = DecodingKey::from_jwk(keys.find(&kid).unwrap())?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[CLIENT_ID]);
    validation.set_issuer(&[format!("http://{}", server())]);
    decode(token, &key, &validation)
}

fn keys() -> crate::http::Answer {
    Request::new("GET", "/api/v1/oauth2/keys").send(server())
}

fn token() -> String {
    let reply = login(&unique("wangfang")).send(server()).json();
    reply["id_token"].as_str().unwrap().to_owned()
}

#[test]
fn the_key_set_holds_one_public_rsa_key_for_signatures() {
    let set = keys().json();
    let keys = set["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0]["kty"], "RSA");
    assert_eq!(keys[0]["alg"], "RS256");
    assert_eq!(keys[0]["use"], "sig");
    assert_eq!(keys[0]["e"], "AQAB");
    assert_eq!(keys[0]["n"].as_str().unwrap().len(), 342, "2048 bits in base64url");
    let members: BTreeSet<_> = keys[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, BTreeSet::from(["alg", "e", "kid", "kty", "n", "use"]), "nothing private");
}

#[test]
fn an_id_token_verifies_with_the_published_key_of_its_kid() {
    let token = token();
    let header = decode_header(&token).unwrap();
    assert_eq!(header.alg, Algorithm::RS256);
    assert_eq!(header.typ.as_deref(), Some("JWT"));
    assert_eq!(header.kid.as_deref(), keys().json()["keys"][0]["kid"].as_str());
    assert_eq!(verify(&token).unwrap().claims["sub"], "10002");
}

#[test]
fn an_id_token_that_was_changed_does_not_verify() {
    let (token, other) = (token(), token());
    let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let payload = other.split('.').nth(1).unwrap();
    assert!(verify(&format!("{header}.{payload}.{signature}")).is_err());
}

#[test]
fn an_id_token_says_who_for_whom_and_for_five_minutes() {
    let claims = verify(&token()).unwrap().claims;
    assert_eq!(claims["iss"], format!("http://{}", server()));
    assert_eq!(claims["aud"], CLIENT_ID);
    let issued_at = claims["iat"].as_u64().unwrap();
    assert_eq!(claims["exp"].as_u64().unwrap(), issued_at + 300);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!(issued_at.abs_diff(now) < 60, "issued now");
    assert_ne!(claims["jti"], verify(&token()).unwrap().claims["jti"]);
}

#[test]
fn the_api_claim_is_a_string_of_json_with_the_profile() {
    let claims = verify(&token()).unwrap().claims;
    let profile: Value = serde_json::from_str(claims["api"].as_str().unwrap()).unwrap();
    assert_eq!(
        profile,
        json!({
            "userName": "wangfang",
            "name": "王芳",
            "nickName": "芳芳🌸",
            "gender": "女",
            "mobile": "13900139000",
            "email": "wang.fang@example.com",
            "address": "上海市浦东新区世纪大道88号",
        })
    );
}

#[test]
fn a_new_key_signs_from_then_on_and_the_one_before_it_stays_published() {
    let sandbox = start(Options::default());
    let kids = || {
        let set = Request::new("GET", "/api/v1/oauth2/keys").send(sandbox.address()).json();
        set["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let kid_of_a_token = || {
        let reply = login(&unique("wangfang")).send(sandbox.address()).json();
        decode_header(reply["id_token"].as_str().unwrap()).unwrap().kid.unwrap()
    };
    let first = kid_of_a_token();
    assert_eq!(kids(), [first.as_str()]);

    let rotate = || Request::new("POST", "/sandbox/rotate-key").send(sandbox.address()).status;
    assert_eq!(rotate(), 204);
    let second = kid_of_a_token();
    assert_ne!(second, first);
    assert_eq!(kids(), [second.clone(), first]);

    assert_eq!(rotate(), 204);
    assert_eq!(kids(), [kid_of_a_token(), second]);
}
