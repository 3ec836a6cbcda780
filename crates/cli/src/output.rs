//! Results on standard output: text, tables, and JSON. Everything else that is said goes to standard error.

use std::io::{self, Write};

use serde::Serialize;

/// Writes a result. Whoever reads it may have had enough, as `head` has: that is no error.
pub fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot write the result ({error}).")),
        _ => Ok(()),
    }
}

/// Writes a result as one line of JSON.
pub fn print_json(value: &impl Serialize) -> Result<(), String> {
    print(&json(value)?)
}

/// One line.
pub fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// Columns as wide as what is in them, with two spaces between; the first is text and the others are numbers.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let width = |column: usize| {
        let cells = std::iter::once(&head).chain(rows).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
            if column == 0 {
                format!("{cell:<width$}")
            } else {
                format!("{cell:>width$}")
            }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    std::iter::once(&head).chain(rows).map(line).collect()
}

/// With a comma every three digits.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_a_comma_every_three_digits() {
        let counts = [0, 999, 1000, 93_322, 1_234_567].map(count);
        assert_eq!(counts, ["0", "999", "1,000", "93,322", "1,234,567"]);
    }

    #[test]
    fn columns_stand_below_their_heads() {
        let rows = [vec!["a".into(), "10".into()], vec!["long".into(), "7".into()]];
        assert_eq!(
            table(&["name", "count"], &rows),
            "name  count\na        10\nlong      7\n"
        );
    }
}
