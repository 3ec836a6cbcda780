//! Output: results on standard output as text, tables and JSON, everything else on standard error. Names and words of
//! files reach a terminal through here: shortened, on one line, and without anything that a terminal would obey.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

/// Characters of a name that are shown: more than any name of a class has, few enough for a table.
const MAX_NAME: usize = 40;
/// Characters of a reason: several lines of a terminal.
const MAX_LINE: usize = 1_000;
/// Names that are listed in a line.
const MAX_LISTED: usize = 10;

/// Writes a result, of which each line may be shown. Whoever reads it may have had enough, as `head` has: that is no
/// error.
pub fn print(text: &str) -> Result<(), String> {
    let lines: Vec<String> = text.trim_end().split('\n').map(plain).collect();
    write(&lines.join("\n"))
}

/// Writes a result as one line of JSON.
pub fn print_json(value: &impl Serialize) -> Result<(), String> {
    let mut line = String::new();
    // JSON itself lets through what is special to terminals and not to it; only strings have any of it.
    for character in json(value)?.chars() {
        if is_special(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(character);
        }
    }
    write(&line)
}

fn write(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot write the result ({error}).")),
        _ => Ok(()),
    }
}

/// A line on standard error. That nobody reads it is no error.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{}", plain(text));
}

/// One line.
pub fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// A name of a class or a file, as it is shown among others.
pub fn name(text: &str) -> String {
    shortened(&plain(text), MAX_NAME)
}

/// Names beside each other, the first few of many.
pub fn names(all: &[String]) -> String {
    let mut shown: Vec<String> = all.iter().take(MAX_LISTED).map(|text| name(text)).collect();
    if all.len() > MAX_LISTED {
        shown.push(format!("and {} more", all.len() - MAX_LISTED));
    }
    shown.join(", ")
}

/// A whole reason or path on a line.
pub fn line(text: &str) -> String {
    shortened(&plain(text), MAX_LINE)
}

/// At most `limit` characters, with the middle left out: what it begins with says what it is, what it ends with says
/// what to do.
pub fn shortened(text: &str, limit: usize) -> String {
    let count = text.chars().count();
    if count <= limit {
        return text.to_owned();
    }
    let end = (limit - 1) / 3;
    let start = text.chars().take(limit - 1 - end);
    start.chain(['…']).chain(text.chars().skip(count - end)).collect()
}

/// With what a terminal would obey written out, as `\n` or `\u{1b}`.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_special(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Control characters, line separators, and what changes the direction of what follows.
fn is_special(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Columns as wide as what is in them, with two spaces between; the first is text and the others are numbers. Cells are
/// shown as names are.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head = head.iter().map(|cell| name(cell)).collect();
    let rows = rows.iter().map(|row| row.iter().map(|cell| name(cell)).collect());
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
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
    rows.iter().map(line).collect()
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
    fn table_columns_are_aligned() {
        let rows = [vec!["a".into(), "10".into()], vec!["long".into(), "7".into()]];
        assert_eq!(
            table(&["name", "count"], &rows),
            "name  count\na        10\nlong      7\n"
        );
    }

    #[test]
    fn names_are_escaped_and_shortened() {
        assert_eq!(
            name("\u{1b}[31mred\n\u{7}\u{9b}5m\u{202e}"),
            r"\u{1b}[31mred\n\u{7}\u{9b}5m\u{202e}"
        );
        assert_eq!(name("龍 déjà 🐉"), "龍 déjà 🐉");
        let long = "x".repeat(70_000);
        assert_eq!(name(&long).chars().count(), MAX_NAME);
        let shown = table(&["", ""], &[vec![long, "1".into()]]);
        assert!(
            shown.lines().all(|line| line.chars().count() <= MAX_NAME + 3),
            "{shown}"
        );
        assert_eq!(shortened("abcdefghij", 7), "abcd…ij");
        let many: Vec<String> = (0..12).map(|index| index.to_string()).collect();
        assert_eq!(names(&many), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 2 more");
    }
}
