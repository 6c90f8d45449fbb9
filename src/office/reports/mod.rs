//! Figures for the office, the board and grants: the path from enrolled to certified, hours, demand, seats and
//! completions, each as a picture with its table and its file. The union's leadership sees them without small counts.

mod figures;
pub(crate) mod pages;

pub(crate) use figures::Snapshots;
