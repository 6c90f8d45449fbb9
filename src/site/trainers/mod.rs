//! Who teaches: trainers who agreed to be shown, with what they say of themselves and teach next. Owns `trainer_page`.

pub(crate) mod own;
pub(crate) mod pages;
pub(crate) mod store;
