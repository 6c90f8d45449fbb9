//! The only type mapping between Rust and the two databases.

use crate::Error;

/// A parameter or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    Null,
    /// bigint.
    Int(i64),
    /// boolean.
    Bool(bool),
    /// text.
    Text(String),
    /// blob or bytea.
    Blob(Vec<u8>),
}

/// One row of an answer.
#[derive(Debug, Clone)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The column at `place` (from 0).
    ///
    /// # Errors
    /// When there is no such column or it holds another type: the statement and its reader disagree.
    pub fn get<T: FromValue>(&self, place: usize) -> Result<T, Error> {
        let value = self.0.get(place).ok_or_else(|| Error::Shape(format!("no column {place}")))?;
        T::from_value(value).ok_or_else(|| Error::Shape(format!("column {place} holds {value:?}")))
    }

    /// The text column at `place` (from 0), borrowed: for statements that read a great many rows.
    ///
    /// # Errors
    /// When there is no such column or it holds another type.
    pub fn text(&self, place: usize) -> Result<&str, Error> {
        match self.0.get(place) {
            Some(Value::Text(text)) => Ok(text),
            other => Err(Error::Shape(format!("column {place} holds {other:?}"))),
        }
    }

    /// All columns, in order.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}

/// A Rust type that a column can be read as.
pub trait FromValue: Sized {
    /// The value as this type; `None` where it does not fit.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(b) => Some(*b),
            Value::Int(n) => Some(*n != 0),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(s) => Some(s.clone()),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(b) => Some(b.clone()),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}

impl From<&String> for Value {
    fn from(s: &String) -> Self {
        Self::Text(s.clone())
    }
}

impl From<String> for Value {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}

impl From<&[u8]> for Value {
    fn from(b: &[u8]) -> Self {
        Self::Blob(b.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(b: Vec<u8>) -> Self {
        Self::Blob(b)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

/// The parameters of a statement, in order: `params![id, name, Some(at)]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}

/// Enums that a column holds as text, by their names: each is `FromStr` and `Into<&'static str>`, which strum derives. A
/// name that the enum does not have is an error of the statement's shape, never a value.
#[macro_export]
macro_rules! named {
    ($($kind:ty),+ $(,)?) => { $(
        impl $crate::FromValue for $kind {
            fn from_value(value: &$crate::Value) -> Option<Self> {
                match value {
                    $crate::Value::Text(name) => name.parse().ok(),
                    _ => None,
                }
            }
        }

        impl From<$kind> for $crate::Value {
            fn from(kind: $kind) -> Self {
                Self::from(<&'static str>::from(kind))
            }
        }
    )+ };
}

/// How rows of one kind are read, each column with its field, so that a column is added to the struct and here:
///
/// ```ignore
/// db::record! { $
///     awards: "from award" => fn award -> Result<Award, Fault> {
///         id: "id",
///         issued_at: "issued_at" => |at: i64| Instant(at),
///     }
/// }
/// tx.all(awards!("where person_id = $1"), &params![person])?.iter().map(award).collect()
/// ```
///
/// The first name becomes a macro that writes the statement: its columns, its table, and what follows. What comes after
/// a second `=>` makes the field of what the column holds; what is in `try(...)` may
/// fail (not that of the first column). A field that is a struct of its own is written `place: Place { key: "v.key", … }`.
/// The `$` lets one macro define another.
#[macro_export]
macro_rules! record {
    ($d:tt $select:ident: $from:literal => fn $read:ident -> Result<$record:ident, $fault:ty> {
        $first:ident: $column:literal $(=> $make:expr)?,
        $($field:ident:
            $($kind:ident { $($inner:ident: $part:literal $(=> $inside:expr)?),+ $(,)? })?
            $($next:literal $(try($attempt:expr))? $(=> $turn:expr)?)?
        ,)*
    }) => {
        macro_rules! $select {
            ($d($d rest:literal),+) => {
                $crate::sql!(
                    "select ", $column, $($(", ", $next,)? $($(", ", $part,)+)?)* " ", $from, " ", $d($d rest),+
                )
            };
        }

        fn $read(row: &$crate::Row) -> Result<$record, $fault> {
            let mut columns = 0_usize..;
            let mut place = || columns.next().unwrap_or_default();
            Ok($record {
                $first: $crate::record!(@field row, place() $(, $make)?),
                $($field:
                    $($crate::record!(@field row, place() $(, try $attempt)? $(, $turn)?))?
                    $($kind { $($inner: $crate::record!(@field row, place() $(, $inside)?)),+ })?
                ,)*
            })
        }
    };
    (@field $row:expr, $place:expr, try $attempt:expr) => { ($attempt)($row.get($place)?)? };
    (@field $row:expr, $place:expr) => { $row.get($place)? };
    (@field $row:expr, $place:expr, $make:expr) => { ($make)($row.get($place)?) };
}
