//! The steps of a sign-in with a verification code, over a double of the host that notes what it is asked for.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::support::{body, config, now, result};
use serde_json::{Value, json};
use wechat_mobile_bind::error::{ErrorCode, Issues, ValidationError};
use wechat_mobile_bind::next::Next;
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::recipient::Recipient;
use wechat_mobile_bind::reply::{BindResult, HttpResponse, Reply, interpret};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::sign_in::{MAX_RETRIES, OnUnknownUser, Question, STATE_TOKEN_MS, SignInHost, sign_in};
use wechat_mobile_bind::spec::Endpoint;

/// An error, by the step from which to go on.
type Failure = &'static str;

/// A host whose user declines the button, and answers what comes next: the replies and the answers one after the other.
struct Host {
    replies: RefCell<VecDeque<Result<Value, Failure>>>,
    recipients: RefCell<VecDeque<Values>>,
    codes: RefCell<VecDeque<RawValue>>,
    has_verification: bool,
    /// How long each look at the clock takes.
    pace: f64,
    time: Cell<f64>,
    seen: RefCell<Vec<String>>,
}

impl Host {
    fn new(replies: impl IntoIterator<Item = Result<Value, Failure>>) -> Self {
        Self {
            replies: RefCell::new(replies.into_iter().collect()),
            recipients: RefCell::new(VecDeque::from([mobile()])),
            codes: RefCell::new(VecDeque::from(["123456".into()])),
            has_verification: true,
            pace: 0.0,
            time: Cell::new(0.0),
            seen: RefCell::default(),
        }
    }

    fn saw(&self, what: impl Into<String>) {
        self.seen.borrow_mut().push(what.into());
    }
}

fn after(error: Option<Failure>) -> String {
    error.map(|error| format!(" after {error}")).unwrap_or_default()
}

impl SignInHost for Host {
    type Json = Value;
    type Error = Failure;

    async fn ask(&self, question: Question<'_, Value>, error: Option<Failure>) -> Result<Values, Failure> {
        let answer = match &question {
            Question::LoginCode => "login".into(),
            Question::PhoneCode => RawValue::Absent,
            Question::Recipient(ways) => {
                let ways: Vec<&str> = ways.iter().map(|way| way.as_str()).collect();
                self.saw(format!("recipient by {}{}", ways.join(" or "), after(error)));
                return Ok(self.recipients.borrow_mut().pop_front().unwrap());
            }
            Question::Captcha(puzzle) => {
                let picture = puzzle.picture("originalImageBase64").unwrap();
                self.saw(format!("captcha {}{}", picture.as_str().unwrap(), after(error)));
                RawValue::Number(42.0)
            }
            Question::VerifyCode(sent_to) => {
                self.saw(format!("code sent to {sent_to}{}", after(error)));
                self.codes.borrow_mut().pop_front().unwrap()
            }
        };
        Ok(Values::default().with(question.field(), answer))
    }

    fn has_verification(&self) -> bool {
        self.has_verification
    }

    fn invalid(error: ValidationError) -> Failure {
        if error.issues[0].field == "mobile" { "press" } else { "another field" }
    }

    fn next(error: &Failure) -> Next {
        match *error {
            "press" => Next::Press,
            "captcha" => Next::Captcha,
            "verify-code" => Next::VerifyCode,
            _ => Next::Stop,
        }
    }

    fn now(&self) -> f64 {
        self.time.set(self.time.get() + self.pace);
        self.time.get()
    }

    async fn call(&self, endpoint: &'static Endpoint, params: Values) -> Result<Reply<Value>, Failure> {
        let state_token = params.get("stateToken").as_text().unwrap_or_default().to_owned();
        let request =
            prepare(endpoint, &config(), params, Issues::default()).map_err(|_| "a value that can't be sent")?;
        let said = [endpoint.name, body(&request), &state_token];
        self.saw(said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
        let body = self.replies.borrow_mut().pop_front().unwrap_or_else(|| panic!("{} is called", endpoint.name))?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        interpret(endpoint.answer, HttpResponse::new(Some(200), body)).map_err(|_| "no result")
    }
}

fn mobile() -> Values {
    Values::default().with("mobile", "13800138000")
}

fn asked(status: &str, state_token: &str) -> Result<Value, Failure> {
    let data = json!({ "socialBindOrRegisterFlow": ["VERIFY_EMAIL", "VERIFY_PHONE", "OTHER"] });
    Ok(json!({ "status": status, "state_token": state_token, "data": data }))
}

fn puzzle(name: &str) -> Result<Value, Failure> {
    Ok(json!({ "token": name, "originalImageBase64": name, "jigsawImageBase64": name }))
}

fn solved() -> Result<Value, Failure> {
    Ok(json!({ "captcha_token": "solved" }))
}

const SENT: Result<Value, Failure> = Ok(Value::Null);

fn done() -> Result<Value, Failure> {
    Ok(json!({ "status": "SUCCESS", "session_token": "s" }))
}

fn signed_in(host: &Host) -> Result<BindResult<Value>, Failure> {
    now(sign_in(host, OnUnknownUser::Bind)).map(result)
}

const VERIFY: &str = r#"verifyCaptcha {"point_json":"{\"x\":42.0,\"y\":5.0}","token":"p","sender":"13800138000"}"#;
const SEND: &str = r#"sendSms {"mobile":"13800138000","type":"BIND_MOBILE_SMS","captcha_token":"solved"}"#;

#[test]
fn a_user_without_a_phone_code_is_bound_by_a_message() {
    for (on_unknown_user, kind, by_code) in [
        (OnUnknownUser::Bind, "BIND_MOBILE_SMS", "bindByCode"),
        (OnUnknownUser::Register, "REGISTER_SMS", "registerAndBindByCode"),
    ] {
        let host = Host::new([asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT, done()]);
        let result = now(sign_in(&host, on_unknown_user)).map(result).unwrap();
        assert_eq!(result.raw["session_token"], "s");
        let expected = [
            r#"login {"code":"login"}"#,
            "recipient by email or mobile",
            "captcha",
            "captcha p",
            VERIFY,
            &SEND.replace("BIND_MOBILE_SMS", kind),
            "code sent to 138****8000",
            &format!(r#"{by_code} {{"mobile":"13800138000","verify_code":"123456"}} st"#),
        ];
        assert_eq!(host.seen.take(), expected);
    }
}

#[test]
fn a_mail_goes_to_its_own_interface() {
    let host = Host::new([asked("USER_REGISTER", "st"), puzzle("p"), solved(), SENT, done()]);
    host.recipients.replace(VecDeque::from([Values::default().with("email", "zhangwei@example.com")]));
    signed_in(&host).unwrap();
    let seen = host.seen.take();
    assert_eq!(
        seen[5],
        r#"sendEmail {"email":"zhangwei@example.com","type":"BIND_EMAIL_EMS","captcha_token":"solved"}"#
    );
    assert_eq!(seen[6], "code sent to z***@example.com");
    assert_eq!(seen[7], r#"bindByCode {"email":"zhangwei@example.com","verify_code":"123456"} st"#);
}

#[test]
fn the_second_factor_follows_whatever_asks_for_it() {
    let number = || Ok(json!({ "mobile": "13900139000" }));
    let factor = [number(), puzzle("p"), solved(), SENT, done()];
    let by_code = [asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT];
    for first in [vec![], by_code.to_vec()] {
        let way = first.len();
        let host = Host::new(first.into_iter().chain([asked("MFA_AUTH", "mfa")]).chain(factor.clone()));
        host.codes.replace(VecDeque::from(["1".into(), "2".into()]));
        assert_eq!(signed_in(&host).unwrap().raw["session_token"], "s");
        let seen = host.seen.take();
        let [.., number, _, _, verify, send, code, answer] = &seen[..] else { panic!("{seen:?}") };
        assert_eq!((number.as_str(), code.as_str()), ("mobileByToken mfa", "code sent to 139****9000"));
        assert!(verify.contains(r#""sender":"13900139000""#) && send.contains("MFA_AUTH_SMS"), "{seen:?}");
        let code = if way == 0 { 1 } else { 2 };
        assert_eq!(answer, &format!(r#"mfaSms {{"mobile":"13900139000","verify_code":"{code}"}} mfa"#));
    }
}

#[test]
fn a_host_that_can_get_no_code_leaves_the_steps_with_one_to_the_caller() {
    for status in ["MFA_AUTH", "SOCIAL_BIND"] {
        let host = Host { has_verification: false, ..Host::new([asked(status, "st")]) };
        assert_eq!(signed_in(&host).unwrap().outcome.status(), status);
        assert_eq!(host.seen.take().len(), 1, "{status}");
    }
}

#[test]
fn a_user_who_gives_up_keeps_the_last_result() {
    let host = Host::new([asked("SOCIAL_BIND", "st")]);
    host.recipients.replace(VecDeque::from([Values::default()]));
    assert_eq!(signed_in(&host).unwrap().outcome.status(), "SOCIAL_BIND");
    let host = Host::new([asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT]);
    host.codes.replace(VecDeque::from([RawValue::Absent]));
    assert_eq!(signed_in(&host).unwrap().outcome.status(), "SOCIAL_BIND");
}

#[test]
fn what_the_user_can_correct_is_asked_for_again_with_the_error() {
    let host = Host::new([
        asked("SOCIAL_BIND", "st"),
        puzzle("p"),
        Err("captcha"),
        puzzle("p"),
        solved(),
        Err("captcha"),
        puzzle("p"),
        solved(),
        SENT,
        Err("verify-code"),
        done(),
    ]);
    host.recipients.replace(VecDeque::from([Values::default().with("mobile", "138 0013 8000"), mobile()]));
    host.codes.replace(VecDeque::from(["1".into(), "2".into()]));
    signed_in(&host).unwrap();
    let asked: Vec<String> = host.seen.take().into_iter().filter(|seen| !seen.contains('{')).collect();
    let expected = [
        "recipient by email or mobile",
        "recipient by email or mobile after press",
        "captcha",
        "captcha p",
        "captcha",
        "captcha p after captcha",
        "captcha",
        "captcha p after captcha",
        "code sent to 138****8000",
        "code sent to 138****8000 after verify-code",
    ];
    assert_eq!(asked, expected);
}

#[test]
fn a_number_that_no_account_has_can_be_replaced() {
    let message = || [puzzle("p"), solved(), SENT];
    let replies = [vec![asked("SOCIAL_BIND", "st")], message().to_vec(), vec![Err("press")], message().to_vec()];
    let host = Host::new(replies.into_iter().flatten().chain([done()]));
    host.recipients.replace(VecDeque::from([mobile(), mobile()]));
    host.codes.replace(VecDeque::from(["1".into(), "2".into()]));
    signed_in(&host).unwrap();
    assert!(host.seen.take().contains(&"recipient by email or mobile after press".to_owned()));
}

#[test]
fn another_error_ends_the_sign_in() {
    let replies = [asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT, done()];
    for at in 1..replies.len() {
        let mut replies = replies.to_vec();
        replies[at] = Err("stop");
        let host = Host::new(replies);
        assert_eq!(signed_in(&host).unwrap_err(), "stop");
        assert_eq!(host.replies.take().len(), 4 - at);
    }
}

#[test]
fn a_user_is_asked_again_only_so_often() {
    let wrong = std::iter::repeat_with(|| Err("verify-code"));
    let host = Host::new([asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT].into_iter().chain(wrong.take(99)));
    host.codes.replace((0..99).map(|code| code.to_string().as_str().into()).collect());
    assert_eq!(signed_in(&host).unwrap_err(), "verify-code");
    let asked = host.seen.take().iter().filter(|seen| seen.starts_with("code sent")).count();
    assert_eq!(asked, 1 + usize::from(MAX_RETRIES));
}

#[test]
fn a_code_that_was_wrong_is_not_sent_again() {
    let host = Host::new([asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT, Err("verify-code"), done()]);
    host.codes.replace(VecDeque::from(["1".into(), "1".into(), "2".into()]));
    signed_in(&host).unwrap();
    let host = Host::new([asked("SOCIAL_BIND", "st"), puzzle("p"), solved(), SENT, Err("verify-code")]);
    host.codes.replace((0..99).map(|_| "1".into()).collect());
    assert_eq!(signed_in(&host).unwrap().outcome.status(), "SOCIAL_BIND");
}

#[test]
fn an_old_state_token_is_replaced_before_a_code_is_used() {
    let message = [asked("SOCIAL_BIND", "old"), puzzle("p"), solved(), SENT];
    let pace = f64::from(STATE_TOKEN_MS);
    let host = Host { pace, ..Host::new(message.clone().into_iter().chain([asked("SOCIAL_BIND", "new"), done()])) };
    signed_in(&host).unwrap();
    let seen = host.seen.take();
    assert_eq!(seen[7], r#"login {"code":"login"}"#);
    assert_eq!(seen[8], r#"bindByCode {"mobile":"13800138000","verify_code":"123456"} new"#);
    let host = Host { pace: pace - 1.0, ..Host::new(message.clone().into_iter().chain([done()])) };
    signed_in(&host).unwrap();
    assert!(host.seen.take().last().unwrap().ends_with(" old"));
    for (login, status) in [(done(), "SUCCESS"), (Ok(json!({ "status": "ACCESS_DENIED" })), "ACCESS_DENIED")] {
        let host = Host { pace, ..Host::new(message.clone().into_iter().chain([login])) };
        assert_eq!(signed_in(&host).unwrap().outcome.status(), status, "the code is not used");
    }
}

#[test]
fn a_recipient_is_one_number_or_one_address() {
    let check = |values: Values| Recipient::check(&values).map(|recipient| recipient.masked());
    assert_eq!(check(Values::default().with("mobile", "+8613800138000")).unwrap(), "+86138****8000");
    assert_eq!(check(Values::default().with("mobile", "12345")).unwrap(), "*****");
    assert_eq!(check(Values::default().with("email", "a@b.cn")).unwrap(), "a***@b.cn");
    for wrong in [
        Values::default(),
        Values::default().with("mobile", "13800138000").with("email", "a@b.cn"),
        Values::default().with("mobile", "138 0013 8000"),
        Values::default().with("email", "a"),
    ] {
        assert_eq!(check(wrong).unwrap_err().code(), ErrorCode::InvalidParams);
    }
}
