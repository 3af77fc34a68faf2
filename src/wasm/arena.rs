//! The allocator. Nothing outlives a call, so memory is handed out from one end and given back all at once, when the call
//! has been answered: what frees memory in between is no code at all.

#![expect(unsafe_code, reason = "an allocator is made of it")]

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::{memory_grow, memory_size};
use std::cell::Cell;
use std::ptr::{null_mut, with_exposed_provenance_mut};

const PAGE: usize = 65_536;

/// Memory that is given back all at once.
pub(super) struct Arena {
    start: Cell<usize>,
    /// From here on memory is free, and zero.
    next: Cell<usize>,
    end: Cell<usize>,
}

// SAFETY: the wasm has one thread.
unsafe impl Sync for Arena {}

impl Arena {
    pub(super) const fn new() -> Self {
        Self { start: Cell::new(0), next: Cell::new(0), end: Cell::new(0) }
    }

    /// Gives back what is in use, and tells how many bytes that is.
    ///
    /// # Safety
    ///
    /// Nothing looks at them any more but to wipe them, which has to be done before memory is handed out again.
    pub(super) unsafe fn release(&self) -> usize {
        self.next.replace(self.start.get()) - self.start.get()
    }

    /// Moves the free memory's start to `next`, whether there is so much or not.
    fn take(&self, next: Option<usize>) -> bool {
        let Some(next) = next else { return false };
        if next > self.end.get() {
            let pages = (next - self.end.get()).div_ceil(PAGE);
            if memory_grow::<0>(pages) == usize::MAX {
                return false;
            }
            self.end.set(memory_size::<0>() * PAGE);
        }
        self.next.set(next);
        true
    }
}

// SAFETY: regions don't overlap, since each starts where the one before ends, and are given out anew only when none is
// in use.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if self.end.get() == 0 {
            let end = memory_size::<0>() * PAGE;
            self.start.set(end);
            self.next.set(end);
            self.end.set(end);
        }
        let start = self.next.get().next_multiple_of(layout.align());
        if !self.take(start.checked_add(layout.size())) {
            return null_mut();
        }
        with_exposed_provenance_mut(start)
    }

    // What is free is zero.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as for `alloc`.
        unsafe { self.alloc(layout) }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    // The last one grows where it is.
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let start = old.addr();
        if size <= layout.size() {
            return old;
        }
        if start + layout.size() == self.next.get() && self.take(start.checked_add(size)) {
            return old;
        }
        // SAFETY: the size isn't zero, and both regions hold the bytes that are copied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(old, layout.size());
            }
            new
        }
    }
}
