//! Stub while the dependencies are measured.
