//! Common parts of both scripts: text that Python reads back as it was meant, and the parts around the network.

use super::Trained;
use crate::data::normalize::Normalize;
use crate::train::loss::{Loss, Output};

/// Functions and classes that a script needs, each once, in the order in which they were first asked for.
#[derive(Debug, Default)]
pub(crate) struct Definitions(Vec<String>);

impl Definitions {
    /// Asks for one.
    pub(crate) fn need(&mut self, definition: impl Into<String>) {
        let definition = definition.into();
        if !self.0.contains(&definition) {
            self.0.push(definition);
        }
    }

    pub(super) fn into_blocks(self) -> Vec<String> {
        self.0
    }
}

/// Every line of `text` one step further in.
pub(crate) fn indent(text: &str) -> String {
    text.replace('\n', "\n    ")
}

/// A string literal, of Python as of JSON.
pub(super) fn literal(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        _ if c.is_control() => format!("\\u{:04x}", c as u32),
        _ => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The script's blocks as one text: two empty lines between them, as PEP 8 has it.
pub(super) fn join(blocks: &[String]) -> String {
    let blocks: Vec<&str> = blocks.iter().map(|block| block.trim()).collect();
    blocks.join("\n\n\n") + "\n"
}

/// The comment at the top; `packages` are what pip calls them.
pub(super) fn header(network: &Trained<'_>, packages: &str) -> String {
    let Trained { name, image, .. } = network;
    let [height, width] = image;
    let lines = [
        format!(
            "{name}: a network of {} parameters, trained with Kiln.",
            network.architecture.summary().num_params
        ),
        format!("Needs {packages},"),
        format!("and the weights in {}, in the same folder.", network.weights_file),
        "Reads the picture named by its argument, light ink on a dark ground: a PNG, or a .npy file of".into(),
        format!("{height} x {width} bytes."),
    ];
    // A name must not end the comment.
    let comment = |line: String| format!("# {}\n", line.replace(char::is_control, " "));
    lines.map(comment).concat()
}

/// Names that the rest of the script uses.
pub(super) fn constants(network: &Trained<'_>) -> String {
    let [height, width] = network.image;
    let names: Vec<String> = network.class_names.iter().map(|name| literal(name)).collect();
    let names = if names.iter().map(String::len).sum::<usize>() < 80 {
        names.join(", ")
    } else {
        format!("\n    {},\n", names.join(",\n    "))
    };
    format!(
        "WEIGHTS = Path(__file__).with_name({})\nCLASSES = [{names}]\nHEIGHT, WIDTH = {height}, {width}",
        literal(network.weights_file)
    )
}

/// Normalization of `images`, bytes as floats, as a Python expression.
pub(super) fn normalized(normalization: Normalize) -> String {
    if normalization == Normalize::UNIT {
        return "images / 255".into();
    }
    format!(
        "(images / 255 - {:?}) / {:?}",
        normalization.mean as f32, normalization.std as f32
    )
}

/// Output activation of the logits.
pub(super) fn output(loss: Loss) -> Output {
    match loss {
        Loss::CrossEntropy { .. } => Output::Softmax,
        Loss::MeanSquaredError { output } => output,
    }
}

/// Reads the picture named by the argument.
pub(super) const READ: &str = r#"
def read(path):
    if path.endswith(".npy"):
        return np.load(path)
    return np.asarray(Image.open(path).convert("L").resize((WIDTH, HEIGHT)))
"#;

/// Where the script begins when it is run.
pub(super) const START: &str = r#"
if __name__ == "__main__":
    main()
"#;
