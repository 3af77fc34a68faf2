use std::io;
use std::thread;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

#[cfg(unix)]
use unix::Signals;
#[cfg(windows)]
use windows::Signals;

/// Stops the program.
pub(crate) struct Stop {
    runtime: Runtime,
    signals: Signals,
}

impl Stop {
    /// Handles signals from now on, so that they don't kill the program.
    pub(crate) fn catch() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let signals = {
            let _guard = runtime.enter();
            Signals::catch()?
        };
        Ok(Self { runtime, signals })
    }

    /// Waits for a signal, or for the end of standard input if `stdin` is set.
    pub(crate) fn wait(mut self, stdin: bool) {
        self.runtime.block_on(async {
            tokio::select! {
                () = self.signals.next() => {}
                () = end_of_stdin(), if stdin => {}
            }
        });
    }
}

async fn end_of_stdin() {
    let (ended, end) = oneshot::channel::<()>();
    // WHY: its own thread, because a runtime waits for its blocking reads before it ends.
    thread::spawn(move || {
        // A failed read is the end too.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        drop(ended);
    });
    let _ = end.await;
}

#[cfg(unix)]
mod unix {
    use std::io;

    use tokio::signal::unix::{Signal, SignalKind, signal};

    pub(super) struct Signals {
        interrupt: Signal,
        terminate: Signal,
    }

    impl Signals {
        pub(super) fn catch() -> io::Result<Self> {
            Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
        }

        pub(super) async fn next(&mut self) {
            tokio::select! {
                _ = self.interrupt.recv() => {}
                _ = self.terminate.recv() => {}
            }
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::io;

    use tokio::signal::windows::{CtrlC, ctrl_c};

    pub(super) struct Signals(CtrlC);

    impl Signals {
        pub(super) fn catch() -> io::Result<Self> {
            ctrl_c().map(Self)
        }

        pub(super) async fn next(&mut self) {
            self.0.recv().await;
        }
    }
}
