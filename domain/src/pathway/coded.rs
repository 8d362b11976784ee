//! Enums whose variants each have a stable code (files, forms, database) and a name (screen, paper).

/// Declares an enum of plain variants: `Variant = "code", "Name";`, with `ALL`, `code`, `from_code`, `name` and serde.
macro_rules! coded {
    ($(#[$doc:meta])* $enum:ident { $($(#[$more:meta])* $variant:ident = $code:literal, $name:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $enum {
            $(#[doc = concat!($name, ".")] $(#[$more])* #[serde(rename = $code)] $variant,)+
        }

        impl $enum {
            /// Every variant, in order.
            pub const ALL: &'static [$enum] = &[$($enum::$variant),+];

            /// The stable code in files, forms and the database.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($enum::$variant => $code,)+ }
            }

            /// The variant of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($enum::$variant),)+ _ => None }
            }

            /// The name on screen and paper.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($enum::$variant => $name,)+ }
            }
        }
    };
}

/// Serde by `code` and `from_code`, for an enum that is not plain.
macro_rules! serde_by_code {
    ($enum:ident, $what:literal) => {
        impl serde::Serialize for $enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = String::deserialize(deserializer)?;
                $enum::from_code(&code)
                    .ok_or_else(|| serde::de::Error::custom(format!("no {} has the code {code:?}", $what)))
            }
        }
    };
}

pub(super) use coded;
pub(super) use serde_by_code;
