//! What tests stand on: a fixed clock, seeded ids, a tiny world, and both database engines.

pub mod clock;
pub mod engines;
pub mod kinds;
pub mod postgres;
pub mod world;

pub use clock::{FixedClock, SeededIds};
pub use engines::{Engine, Ground, Suite};
pub use world::World;
