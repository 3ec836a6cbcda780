//! Ctrl-C, and being asked to end by the system: the first time it is a wish, the second time an order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Exit code of a program that Ctrl-C ended, as shells have it.
const INTERRUPTED: i32 = 130;

/// Whether somebody wants the run to end.
#[derive(Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to listen.
    pub fn listen() -> Result<Self, String> {
        let wanted = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order, as the first signal sets the flag that makes the second one quit.
            flag::register_conditional_shutdown(signal, INTERRUPTED, wanted.clone())
                .and_then(|_| flag::register(signal, wanted.clone()))
                .map_err(|error| format!("cannot listen for Ctrl-C ({error})."))?;
        }
        Ok(Self(wanted))
    }

    /// Whether it has come.
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
