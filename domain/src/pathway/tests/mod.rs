//! The moves as tables, every state by every move, and properties of any sequence of moves.

mod facts;
mod grid;
mod oracle;
mod sequences;
mod statutory_moves;
mod support_moves;
