use super::*;

const RESULTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/results.md"));

#[test]
fn every_preset_is_valid_and_round_trips() {
    for preset in all() {
        let json = serde_json::to_string(&preset.config).unwrap();
        assert_eq!(serde_json::from_str::<RunConfig>(&json).unwrap(), preset.config);
        preset.config.validate(28, 28, 10).unwrap();
    }
}

#[test]
fn an_unknown_preset_lists_those_there_are() {
    let message = find("cnn").unwrap_err().to_string();
    assert!(
        message.starts_with("there is no preset \"cnn\"; there are: cnn-keras, mlp, "),
        "{message}"
    );
}

#[test]
fn preset_accuracies_match_docs_results() {
    let (rows, wrong) = compare(RESULTS);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let named = table(RESULTS).filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, named, "rows of the table that were not compared");
}

#[test]
fn comparison_with_the_results_table_finds_differences() {
    let cell = |preset: &Preset, off: f64| format!("{:.2} %", (preset.typical.mnist + off) * 100.0);
    let digits = |preset: &Preset| {
        preset
            .typical
            .digits
            .map_or_else(String::new, |fraction| format!("{:.2} %", fraction * 100.0))
    };
    let [mlp, study] = ["mlp", "cnn-case-study"].map(|id| find(id).unwrap());
    let text = |off: f64| {
        format!(
            "<!-- table -->\n| preset | epoch 1 | epoch 5 | last epoch | built-in digits |\n\
             | --- | ---: | ---: | ---: | ---: |\n\
             | `mlp` | 90.00 % | {} | | {} |\n| `cnn-case-study` | 40.00 % | 80.00 % | {} after 100 | {} |\n\
             <!-- end -->\n| `vit` | 1.00 % | 1.00 % | | |\n",
            cell(&mlp, off),
            digits(&mlp),
            cell(&study, off),
            digits(&study),
        )
    };
    assert_eq!(compare(&text(0.0)), (2, vec![]));
    let (rows, wrong) = compare(&text(0.0001));
    assert_eq!((rows, wrong.len()), (2, 2), "{wrong:?}");
    let other_digits = text(0.0).replace("| 90.00 %", "| 12.34 %");
    assert_eq!(compare(&other_digits).1.len(), 0, "epoch 1 is nobody's figure");
    let other_digits = text(0.0).replacen(&format!("| | {} |", digits(&mlp)), "| | 12.34 % |", 1);
    assert_eq!(compare(&other_digits).1.len(), 1, "{other_digits}");
    assert_eq!(compare("<!-- table -->\n<!-- end -->"), (0, vec![]));
    assert_eq!(compare(&text(0.0).replace("`mlp`", "`cnn`")).1.len(), 1);
}

/// Lines between the two marks.
fn table(text: &str) -> impl Iterator<Item = &str> {
    let (_, rest) = text.split_once("<!-- table -->").expect("a mark before the table");
    let (table, _) = rest.split_once("<!-- end -->").expect("a mark after the table");
    table.lines().filter(|line| !line.trim().is_empty())
}

/// How many rows there are, and those in which the table and a preset differ.
fn compare(text: &str) -> (usize, Vec<String>) {
    let cells = |line: &str| {
        let inner = line.trim().trim_matches('|');
        inner.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    };
    let mut lines = table(text).map(cells);
    let head = lines.next().unwrap_or_default();
    let rows: Vec<_> = lines.skip(1).collect();
    let wrong = rows.iter().filter_map(|row| {
        let id = row[0].trim_matches('`');
        let Ok(Preset { typical, .. }) = find(id) else {
            return Some(format!("{id} is no preset"));
        };
        let epoch = format!("epoch {}", typical.epochs);
        let (name, suffix) = if head.contains(&epoch) {
            (epoch, String::new())
        } else {
            ("last epoch".into(), format!(" after {}", typical.epochs))
        };
        let found = head.iter().position(|title| *title == name).map(|column| &row[column]);
        let percent = |fraction: f64| format!("{:.2} %", fraction * 100.0);
        let digits = head.iter().position(|title| title == "built-in digits");
        let [found, on_digits] = [found, digits.map(|column| &row[column])].map(|cell| cell.map(String::as_str));
        let expected = [
            Some(percent(typical.mnist) + &suffix),
            Some(typical.digits.map_or_else(String::new, percent)),
        ];
        let found = [found.map(str::to_owned), on_digits.map(str::to_owned)];
        (found != expected).then(|| format!("{id}: preset.rs has {expected:?}, docs/results.md {found:?}"))
    });
    let wrong = wrong.collect();
    (rows.len(), wrong)
}
