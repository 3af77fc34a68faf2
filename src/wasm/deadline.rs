//! The end that a call may come to before its answer: the time-out, or the caller's abort.

use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(handler: &Function, milliseconds: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// Why a wait was called off.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The time was up.
    TimedOut,
    /// The caller's signal said so.
    Aborted,
}

/// Why a wait has no value.
pub(super) enum Missed {
    /// What was waited for failed, with this reason.
    Rejected(JsValue),
    /// It was called off.
    Ended(End),
}

/// The limits of one call. It works whether or not the host's fetch heeds a signal.
pub(super) struct Deadline {
    end: Rc<Cell<Option<End>>>,
    /// What `ended` resolves to, unlike anything that a host could answer.
    marker: Object,
    ended: Promise,
    controller: Option<AbortController>,
    timer: Option<JsValue>,
    signal: Option<AbortSignal>,
    on_abort: Closure<dyn FnMut()>,
    _on_time: Closure<dyn FnMut()>,
}

impl Deadline {
    /// Starts the clock, where there is a limit, and listens to the caller's signal.
    pub(super) fn start(timeout_ms: Option<u32>, signal: Option<JsValue>) -> Self {
        let end = Rc::new(Cell::new(None));
        let marker = Object::new();
        let mut resolve = None;
        let ended = Promise::new(&mut |resolve_ended, _| resolve = Some(resolve_ended));
        // Hosts without an AbortController have a fetch that needs none.
        let controller = AbortController::new().ok();
        let ender = |why: End| {
            let (end, marker, resolve, controller) = (end.clone(), marker.clone(), resolve.clone(), controller.clone());
            Closure::<dyn FnMut()>::new(move || {
                end.set(end.get().or(Some(why)));
                // The wait ends first, so that the fetch's own AbortError comes too late to be reported.
                if let Some(resolve) = &resolve {
                    let _ = resolve.call1(&JsValue::UNDEFINED, &marker);
                }
                if let Some(controller) = &controller {
                    controller.abort();
                }
            })
        };
        let (on_time, on_abort) = (ender(End::TimedOut), ender(End::Aborted));
        let signal = signal.map(JsCast::unchecked_into::<AbortSignal>);
        if let Some(signal) = &signal {
            if is_aborted(signal) {
                end.set(Some(End::Aborted));
            }
            // A signal that refuses listeners can't abort later; the time-out still ends the call.
            let _ = signal.add_event_listener_with_callback("abort", on_abort.as_ref().unchecked_ref());
        }
        // Where the host's timer is broken there is no time-out; the caller's signal still ends the call.
        let timer = timeout_ms.and_then(|ms| set_timeout(on_time.as_ref().unchecked_ref(), ms).ok());
        Self { end, marker, ended, controller, timer, signal, on_abort, _on_time: on_time }
    }

    /// Why the call is over, if it is.
    pub(super) fn end(&self) -> Option<End> {
        self.end.get()
    }

    /// The signal to hand to the host's fetch.
    pub(super) fn fetch_signal(&self) -> Option<JsValue> {
        self.controller.as_ref().map(|controller| controller.signal().into())
    }

    /// What the caller gave as its reason to abort.
    pub(super) fn abort_reason(&self) -> Option<JsValue> {
        let reason = Reflect::get(self.signal.as_ref()?, &JsValue::from_str("reason")).ok()?;
        (!reason.is_undefined()).then_some(reason)
    }

    /// The value that `promise` settles to, or that it is where it is no promise. A value that came wins
    /// over an end that came in the same moment: an answer is never thrown away.
    pub(super) async fn race(&self, promise: &JsValue) -> Result<JsValue, Missed> {
        let first = Promise::race(&Array::of2(promise, &self.ended));
        match (JsFuture::from(first).await, self.end()) {
            (Ok(value), Some(end)) if Object::is(&value, &self.marker) => Err(Missed::Ended(end)),
            (Ok(value), _) => Ok(value),
            (Err(_), Some(end)) => Err(Missed::Ended(end)),
            (Err(reason), None) => Err(Missed::Rejected(reason)),
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            let _ = clear_timeout(timer);
        }
        if let Some(signal) = &self.signal {
            let _ = signal.remove_event_listener_with_callback("abort", self.on_abort.as_ref().unchecked_ref());
        }
    }
}

fn is_aborted(signal: &AbortSignal) -> bool {
    Reflect::get(signal, &JsValue::from_str("aborted")).is_ok_and(|aborted| aborted.is_truthy())
}
