//! Edits of JSON that leave it JSON: what is damaged is what it says.

use bolero::TypeGenerator;
use serde_json::Value;

use super::damage::Number;

/// Words that mean something to one of the readers.
const WORDS: [&str; 14] = [
    "", "F32", "F16", "BF16", "F64", "I64", "conv2d", "dense", "relu", "flatten", "adam", "sgd", "type", "shape",
];

#[derive(Clone, Debug, TypeGenerator)]
pub enum Scalar {
    Integer(Number),
    Negative(Number),
    Fraction(Number),
    Float(u8),
    Word(u8),
    Null,
    Bool(bool),
}

/// Nodes are counted in the order of the text.
#[derive(Clone, Debug, TypeGenerator)]
pub enum Edit {
    Replace {
        node: u16,
        by: Scalar,
    },
    /// An integer becomes another.
    Renumber {
        node: u16,
        by: Number,
    },
    /// A text becomes another.
    Reword {
        node: u16,
        word: u8,
    },
    Copy {
        from: u16,
        to: u16,
    },
    Remove {
        node: u16,
        child: u8,
    },
    Repeat {
        node: u16,
        child: u8,
        times: u8,
    },
    Rename {
        node: u16,
        child: u8,
        word: u8,
    },
}

impl Scalar {
    fn value(&self) -> Value {
        match self {
            Self::Integer(number) => number.value().into(),
            Self::Negative(number) => (-(number.value() as f64)).into(),
            Self::Fraction(number) => (1.0 / number.value() as f64).into(),
            Self::Float(power) => 10_f64.powi(i32::from(*power) * 4 - 512).into(),
            Self::Word(word) => text(*word).into(),
            Self::Null => Value::Null,
            Self::Bool(value) => (*value).into(),
        }
    }
}

impl Edit {
    pub fn apply(&self, value: &mut Value) {
        match self {
            Self::Replace { node, by } => *pick(value, *node, |_| true) = by.value(),
            Self::Renumber { node, by } => *pick(value, *node, Value::is_number) = by.value().into(),
            Self::Reword { node, word } => *pick(value, *node, Value::is_string) = text(*word).into(),
            Self::Copy { from, to } => {
                let copy = pick(value, *from, |_| true).clone();
                *pick(value, *to, |_| true) = copy;
            }
            Self::Remove { node, child } => match pick(value, *node, is_container) {
                Value::Array(items) if !items.is_empty() => {
                    items.remove(usize::from(*child) % items.len());
                }
                Value::Object(entries) => {
                    let key = entries.keys().nth(usize::from(*child) % entries.len().max(1)).cloned();
                    key.and_then(|key| entries.remove(&key));
                }
                _ => {}
            },
            Self::Repeat { node, child, times } => match pick(value, *node, Value::is_array) {
                Value::Array(items) if !items.is_empty() => {
                    let at = usize::from(*child) % items.len();
                    let copies = std::iter::repeat_n(items[at].clone(), usize::from(*times));
                    items.splice(at..at, copies.collect::<Vec<_>>());
                }
                _ => {}
            },
            Self::Rename { node, child, word } => {
                if let Value::Object(entries) = pick(value, *node, Value::is_object) {
                    let key = entries.keys().nth(usize::from(*child) % entries.len().max(1)).cloned();
                    if let Some(entry) = key.and_then(|key| entries.remove(&key)) {
                        entries.insert(text(*word).to_owned(), entry);
                    }
                }
            }
        }
    }
}

fn text(word: u8) -> &'static str {
    WORDS[usize::from(word) % WORDS.len()]
}

fn is_container(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(entries) => entries.values_mut().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// A node of a kind; the root where there is none of it.
fn pick(root: &mut Value, node: u16, kind: fn(&Value) -> bool) -> &mut Value {
    fn count(value: &mut Value, kind: fn(&Value) -> bool) -> usize {
        let here = usize::from(kind(value));
        children(value)
            .into_iter()
            .fold(here, |sum, child| sum + count(child, kind))
    }
    fn nth<'a>(value: &'a mut Value, kind: fn(&Value) -> bool, left: &mut usize) -> Option<&'a mut Value> {
        if kind(value) {
            if *left == 0 {
                return Some(value);
            }
            *left -= 1;
        }
        children(value).into_iter().find_map(|child| nth(child, kind, left))
    }
    let all = count(root, kind);
    if all == 0 {
        return root;
    }
    let mut left = usize::from(node) % all;
    nth(root, kind, &mut left).unwrap()
}
