//! The whole sign-in over a double of the host, which notes what it is asked for.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};

use crate::support::{body, config, now, result};
use serde_json::{Value, json};
use wechat_mobile_bind::error::{ErrorCode, Issues, ValidationError};
use wechat_mobile_bind::next::Next;
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::recipient::Recipient;
use wechat_mobile_bind::reply::{HttpResponse, Reply, interpret};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::sign_in::{MAX_RETRIES, OnUnknownUser, Question, STATE_TOKEN_MS, SignInHost, sign_in};
use wechat_mobile_bind::spec::Endpoint;

/// An error, by the step from which to go on.
type Failure = &'static str;

/// The service's replies and the user's answers, one after the other. By default the user declines the button, and answers the rest.
struct Host {
    replies: RefCell<VecDeque<Result<Value, Failure>>>,
    answers: RefCell<HashMap<&'static str, VecDeque<Result<RawValue, Failure>>>>,
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
            answers: RefCell::default(),
            has_verification: true,
            pace: 0.0,
            time: Cell::new(0.0),
            seen: RefCell::default(),
        }
    }

    fn answering(self, question: &'static str, answers: impl IntoIterator<Item: Into<RawValue>>) -> Self {
        self.answering_or_failing(question, answers.into_iter().map(|answer| Ok(answer.into())))
    }

    fn answering_or_failing(
        self,
        question: &'static str,
        answers: impl IntoIterator<Item = Result<RawValue, Failure>>,
    ) -> Self {
        self.answers.borrow_mut().insert(question, answers.into_iter().collect());
        self
    }

    /// How the sign-in ends, and what the host was asked for.
    fn sign_in(&self, on_unknown_user: OnUnknownUser) -> (Result<Value, Failure>, Vec<String>) {
        let ended = now(sign_in(self, on_unknown_user)).map(|reply| result(reply).raw);
        (ended, self.seen.take())
    }
}

impl SignInHost for Host {
    type Json = Value;
    type Error = Failure;

    async fn ask(&self, question: Question<'_, Value>, error: Option<Failure>) -> Result<Values, Failure> {
        let (detail, usual) = match &question {
            Question::LoginCode => (String::new(), "login".into()),
            Question::PhoneCode => (String::new(), RawValue::Absent),
            Question::Recipient(ways) => {
                let ways: Vec<&str> = ways.iter().map(|way| way.as_str()).collect();
                (ways.join(" or "), MOBILE.into())
            }
            Question::Captcha(puzzle) => {
                (puzzle.picture("originalImageBase64").unwrap().as_str().unwrap().to_owned(), RawValue::Number(42.0))
            }
            Question::VerifyCode(sent_to) => (sent_to.clone(), "123456".into()),
        };
        let asked = [question.name(), &detail, error.map_or("", |_| "after"), error.unwrap_or_default()];
        self.seen.borrow_mut().push(asked.join(" ").trim_end().to_owned());
        let answer = self.answers.borrow_mut().get_mut(question.name()).and_then(VecDeque::pop_front);
        let answer = answer.unwrap_or(Ok(usual))?;
        let field = match (&question, &answer) {
            (Question::Recipient(_), RawValue::Text(text)) if text.contains('@') => "email",
            (Question::Recipient(_), _) => "mobile",
            _ => question.field(),
        };
        Ok(Values::default().with(field, answer))
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
        self.seen.borrow_mut().push(said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
        let body = self.replies.borrow_mut().pop_front().unwrap_or_else(|| panic!("{} is called", endpoint.name))?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        interpret(endpoint.answer, HttpResponse::new(Some(200), body)).map_err(|_| "no result")
    }
}

const MOBILE: &str = "13800138000";

fn asked(status: &str, state_token: &str) -> Result<Value, Failure> {
    let data = json!({ "socialBindOrRegisterFlow": ["VERIFY_EMAIL", "VERIFY_PHONE", "OTHER"] });
    Ok(json!({ "status": status, "state_token": state_token, "data": data }))
}

fn puzzle() -> Result<Value, Failure> {
    Ok(json!({ "token": "p", "originalImageBase64": "picture", "jigsawImageBase64": "piece" }))
}

fn solved() -> Result<Value, Failure> {
    Ok(json!({ "captcha_token": "solved" }))
}

const SENT: Result<Value, Failure> = Ok(Value::Null);

fn done() -> Result<Value, Failure> {
    Ok(json!({ "status": "SUCCESS", "session_token": "s" }))
}

/// What the service answers until a code can be entered, and then.
fn by_code(then: impl IntoIterator<Item = Result<Value, Failure>>) -> impl Iterator<Item = Result<Value, Failure>> {
    [asked("SOCIAL_BIND", "st"), puzzle(), solved(), SENT].into_iter().chain(then)
}

const LOGGED_IN: [&str; 2] = ["loginCode", r#"login {"code":"login"}"#];

#[test]
fn the_result_is_the_last_reply_and_a_press_is_asked_for_where_the_service_needs_one() {
    let end = |status| vec![asked(status, "st")];
    let bound = |status, then| vec![asked(status, " st"), then];
    for (replies, binds) in [
        (vec![Ok(json!({ "status": "SUCCESS", "session_token": "s", "state_token": "st" }))], false),
        (end("MFA_AUTH"), false),
        (end("ACCESS_DENIED"), false),
        (end("PASSKEY"), false),
        (vec![Ok(json!({ "status": "SOCIAL_BIND" }))], false),
        (vec![asked("USER_REGISTER", "  ")], false),
        (vec![Ok(json!({ "status": "SOCIAL_BIND", "state_token": 5 }))], false),
        (bound("SOCIAL_BIND", done()), true),
        (bound("USER_REGISTER", done()), true),
        (bound("SOCIAL_BIND", asked("MFA_AUTH", "st-2")), true),
        (bound("SOCIAL_BIND", asked("SOCIAL_BIND", "st-2")), true),
    ] {
        for (on_unknown_user, call) in [
            (OnUnknownUser::Bind, "bind"),
            (OnUnknownUser::Register, "registerAndBind"),
            (OnUnknownUser::default(), "bind"),
        ] {
            let host = Host { has_verification: false, ..Host::new(replies.clone()) };
            let (ended, seen) = host.answering("phoneCode", ["phone"]).sign_in(on_unknown_user);
            assert_eq!(&ended, replies.last().unwrap());
            let call = format!(r#"{call} {{"wechat_code":"phone"}} st"#);
            let press = binds.then_some(["phoneCode", &call]);
            assert_eq!(seen, LOGGED_IN.into_iter().chain(press.into_iter().flatten()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_host_that_can_get_no_code_leaves_the_steps_with_one_to_the_caller() {
    for status in ["SOCIAL_BIND", "USER_REGISTER", "MFA_AUTH"] {
        let host = Host { has_verification: false, ..Host::new([asked(status, "st")]) };
        let (ended, seen) = host.sign_in(OnUnknownUser::Bind);
        assert_eq!(ended, asked(status, "st"));
        let press = (status != "MFA_AUTH").then_some("phoneCode");
        assert_eq!(seen, LOGGED_IN.into_iter().chain(press).collect::<Vec<_>>());
    }
}

#[test]
fn the_step_that_fails_is_the_last_one() {
    let (ask, no_code) = (|| asked("SOCIAL_BIND", "st"), |question| (question, Err("no code")));
    let pressed = ("phoneCode", Ok("phone".into()));
    for (replies, (question, answer), error, reached) in [
        (vec![], no_code("loginCode"), "no code", 1),
        (vec![], ("loginCode", Ok(RawValue::Absent)), "a value that can't be sent", 1),
        (vec![Err("lost")], pressed.clone(), "lost", 2),
        (vec![Ok(json!({ "error_code": "SDK.LOGIN.1003" }))], pressed.clone(), "no result", 2),
        (vec![ask()], no_code("phoneCode"), "no code", 3),
        (vec![ask()], ("phoneCode", Ok(RawValue::Unreadable)), "a value that can't be sent", 3),
        (vec![ask(), Err("lost")], pressed, "lost", 4),
        (vec![ask()], no_code("recipient"), "no code", 4),
        (vec![ask(), Err("lost")], ("loginCode", Ok("login".into())), "lost", 5),
        (vec![ask(), puzzle()], no_code("captcha"), "no code", 6),
        (vec![ask(), puzzle(), Err("lost")], ("loginCode", Ok("login".into())), "lost", 7),
        (vec![ask(), puzzle(), solved(), Err("lost")], ("loginCode", Ok("login".into())), "lost", 8),
        (vec![ask(), puzzle(), solved(), SENT], no_code("verifyCode"), "no code", 9),
        (vec![ask(), puzzle(), solved(), SENT, Err("lost")], ("loginCode", Ok("login".into())), "lost", 10),
    ] {
        let (ended, seen) = Host::new(replies).answering_or_failing(question, [answer]).sign_in(OnUnknownUser::Bind);
        assert_eq!((ended, seen.len()), (Err(error), reached), "{seen:?}");
    }
}

#[test]
fn a_user_without_a_phone_code_is_bound_by_a_message() {
    for (recipient, masked, field, send) in [
        (MOBILE, "138****8000", "mobile", ["sendSms", "BIND_MOBILE_SMS", "REGISTER_SMS"]),
        ("zhangwei@example.com", "z***@example.com", "email", ["sendEmail", "BIND_EMAIL_EMS", "REGISTER_EMS"]),
    ] {
        let [send, bind, register] = send;
        for (on_unknown_user, kind, call) in
            [(OnUnknownUser::Bind, bind, "bindByCode"), (OnUnknownUser::Register, register, "registerAndBindByCode")]
        {
            let host = Host::new(by_code([done()])).answering("recipient", [recipient]);
            let (ended, seen) = host.sign_in(on_unknown_user);
            assert_eq!(ended, done());
            let expected = [
                "phoneCode",
                "recipient email or mobile",
                "captcha",
                "captcha picture",
                &format!(
                    r#"verifyCaptcha {{"point_json":"{{\"x\":42.0,\"y\":5.0}}","token":"p","sender":"{recipient}"}}"#
                ),
                &format!(r#"{send} {{"{field}":"{recipient}","type":"{kind}","captcha_token":"solved"}}"#),
                &format!("verifyCode {masked}"),
                &format!(r#"{call} {{"{field}":"{recipient}","verify_code":"123456"}} st"#),
            ];
            assert_eq!(seen[2..], expected);
        }
    }
}

#[test]
fn the_second_factor_follows_whatever_asks_for_it() {
    for first in [vec![], by_code([]).collect()] {
        let number = Ok(json!({ "mobile": "13900139000" }));
        let factor = [asked("MFA_AUTH", "mfa"), number, puzzle(), solved(), SENT, done()];
        let host = Host::new(first.into_iter().chain(factor));
        let (ended, seen) = host.sign_in(OnUnknownUser::Bind);
        assert_eq!(ended, done());
        let expected = [
            "mobileByToken mfa",
            "captcha",
            "captcha picture",
            r#"verifyCaptcha {"point_json":"{\"x\":42.0,\"y\":5.0}","token":"p","sender":"13900139000"}"#,
            r#"sendSms {"mobile":"13900139000","type":"MFA_AUTH_SMS","captcha_token":"solved"}"#,
            "verifyCode 139****9000",
            r#"mfaSms {"mobile":"13900139000","verify_code":"123456"} mfa"#,
        ];
        assert_eq!(seen[seen.len() - expected.len()..], expected);
    }
}

#[test]
fn a_user_who_gives_up_keeps_the_last_result() {
    for question in ["recipient", "captcha", "verifyCode"] {
        let host = Host::new(by_code([])).answering(question, [RawValue::Absent]);
        assert_eq!(host.sign_in(OnUnknownUser::Bind).0, asked("SOCIAL_BIND", "st"), "{question}");
    }
}

#[test]
fn what_the_user_can_correct_is_asked_for_again_with_the_error() {
    let wrong = || Err("captcha");
    let replies = [
        vec![asked("SOCIAL_BIND", "st"), puzzle(), wrong(), puzzle(), solved(), wrong(), puzzle(), solved(), SENT],
        // The code was wrong; then no account has the number.
        vec![Err("verify-code"), Err("press"), puzzle(), solved(), SENT, done()],
    ];
    let host = Host::new(replies.concat())
        .answering("recipient", ["138 0013 8000", MOBILE, "13900139000"])
        .answering("verifyCode", ["1", "2", "3"]);
    let (ended, seen) = host.sign_in(OnUnknownUser::Bind);
    assert_eq!(ended, done());
    let questions: Vec<String> = seen.into_iter().filter(|seen| seen != "captcha" && !seen.contains('{')).collect();
    let expected = [
        "loginCode",
        "phoneCode",
        "recipient email or mobile",
        "recipient email or mobile after press",
        "captcha picture",
        "captcha picture after captcha",
        "captcha picture after captcha",
        "verifyCode 138****8000",
        "verifyCode 138****8000 after verify-code",
        "recipient email or mobile after press",
        "captcha picture",
        "verifyCode 139****9000",
    ];
    assert_eq!(questions, expected);
}

#[test]
fn a_user_is_asked_again_only_so_often() {
    let wrong = std::iter::repeat_n(Err("verify-code"), 99);
    let codes: Vec<String> = (0..99).map(|code| code.to_string()).collect();
    let host = Host::new(by_code(wrong)).answering("verifyCode", codes.iter().map(String::as_str));
    let (ended, seen) = host.sign_in(OnUnknownUser::Bind);
    assert_eq!(ended, Err("verify-code"));
    let asked = seen.iter().filter(|seen| seen.starts_with("verifyCode")).count();
    assert_eq!(asked, 1 + usize::from(MAX_RETRIES));
}

#[test]
fn a_code_that_was_wrong_is_not_sent_again() {
    let wrong = || Err("verify-code");
    let host = Host::new(by_code([wrong(), done()])).answering("verifyCode", ["1", "1", "2"]);
    assert_eq!(host.sign_in(OnUnknownUser::Bind).0, done());
    let host = Host::new(by_code([wrong()])).answering("verifyCode", ["1"; 99]);
    assert_eq!(host.sign_in(OnUnknownUser::Bind).0, asked("SOCIAL_BIND", "st"));
}

#[test]
fn an_old_state_token_is_replaced_before_a_code_is_used() {
    let old = f64::from(STATE_TOKEN_MS);
    let denied = || asked("ACCESS_DENIED", "new");
    for (pace, replies, last) in [
        (old - 1.0, vec![done()], "bindByCode st"),
        (old, vec![asked("SOCIAL_BIND", "new"), done()], "bindByCode new"),
        // The code is not used.
        (old, vec![done()], "login"),
        (old, vec![denied()], "login"),
    ] {
        let host = Host { pace, ..Host::new(by_code(replies.clone())) };
        let (ended, seen) = host.sign_in(OnUnknownUser::Bind);
        assert_eq!(&ended, replies.last().unwrap());
        let (call, state_token) = (seen.last().unwrap().split(' ').next(), seen.last().unwrap().rsplit("} ").next());
        let expected = last.split_once(' ').unwrap_or((last, LOGGED_IN[1]));
        assert_eq!((call, state_token), (Some(expected.0), Some(expected.1)));
    }
}

#[test]
fn a_recipient_is_one_number_or_one_address() {
    let check = |values: Values| Recipient::check(&values).map(|recipient| recipient.masked());
    let mobile = |number: &str| Values::default().with("mobile", number);
    assert_eq!(check(mobile("+8613800138000")).unwrap(), "+86138****8000");
    assert_eq!(check(mobile("12345")).unwrap(), "*****");
    assert_eq!(check(Values::default().with("email", "a@b.cn")).unwrap(), "a***@b.cn");
    for wrong in [
        Values::default(),
        mobile(MOBILE).with("email", "a@b.cn"),
        mobile("138 0013 8000"),
        Values::default().with("email", "a"),
    ] {
        assert_eq!(check(wrong).unwrap_err().code(), ErrorCode::InvalidParams);
    }
}
