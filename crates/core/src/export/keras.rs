//! A Keras 3 script. Images have their channels last there, and weights other shapes: each layer that has some comes
//! with a function that makes Keras' of the checkpoint's.

use super::python::{READ, START, constants, header, join, normalized, output};
use super::{Definitions, Trained, follow};
use crate::train::loss::{Loss, Output, RANK};

/// The script under construction, which layers add to.
#[derive(Debug, Default)]
pub(crate) struct Keras {
    lines: Vec<String>,
    definitions: Definitions,
    conversions: Vec<String>,
    converters: Definitions,
    partial: bool,
}

impl Keras {
    /// `x` goes through the layer or function of one argument that `expression` makes.
    pub(crate) fn through(&mut self, expression: &str) {
        self.line(&format!("x = {expression}(x)"));
    }

    /// A line of the function that builds the network.
    pub(crate) fn line(&mut self, line: &str) {
        self.lines.push(format!("    {line}\n"));
    }

    /// The layer that the checkpoint calls `name` gets what function `convert`, defined by `definition`, makes of the
    /// parameters below that name: the list of its weights as Keras orders them.
    pub(crate) fn convert(&mut self, name: &str, convert: &str, definition: &str) {
        self.conversions.push(format!("    \"{name}\": {convert},\n"));
        self.converters.need(definition);
    }

    /// The same, where the function takes further `arguments`.
    pub(crate) fn convert_with(&mut self, name: &str, convert: &str, arguments: &str, definition: &str) {
        self.partial = true;
        self.convert(name, &format!("partial({convert}, {arguments})"), definition);
    }

    /// Asks for a function or class.
    pub(crate) fn need(&mut self, definition: &str) {
        self.definitions.need(definition);
    }
}

const IMPORTS: &str = "
import keras
import numpy as np
from keras import layers
from PIL import Image
from safetensors.numpy import load_file
";

const LOAD: &str = r#"
def load(path=WEIGHTS):
    network, weights = build(), load_file(path)
    for name, convert in CONVERSIONS.items():
        prefix = f"{name}."
        own = {key.removeprefix(prefix): values for key, values in weights.items() if key.startswith(prefix)}
        network.get_layer(name.replace(".", "_")).set_weights(convert(own))
    return network
"#;

const MAIN: &str = r#"
def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} IMAGE")
    logits = load()(preprocess(read(sys.argv[1])), training=False)
    shares = keras.ops.convert_to_numpy(probabilities(logits))[0]
    for index in shares.argsort()[::-1][:3]:
        print(f"{CLASSES[index]}: {shares[index]:.1%}")
"#;

pub(super) fn script(network: &Trained<'_>) -> String {
    let [height, width] = network.image;
    let mut script = Keras::default();
    follow(&network.architecture.layers, "", &[1, height, width], |layer, place| {
        layer.keras(place, &mut script);
    });
    let Keras {
        lines,
        definitions,
        conversions,
        converters,
        partial,
    } = script;
    let tools = if partial { "from functools import partial\n" } else { "" };
    let head = header(network, "keras and one of its backends, safetensors, numpy and pillow");
    let imports = format!("\nimport sys\n{tools}from pathlib import Path\n{IMPORTS}");
    let mut blocks = vec![format!("{head}{}\n\n{}", imports.trim_end(), constants(network))];
    blocks.extend(definitions.into_blocks());
    blocks.push(format!(
        "def build():\n    image = x = keras.Input((HEIGHT, WIDTH, 1))\n{}    return keras.Model(image, x)",
        lines.concat(),
    ));
    blocks.extend(converters.into_blocks());
    blocks.push(format!(
        "# How each layer's weights come from the checkpoint's, which are shaped as PyTorch's.\nCONVERSIONS = {{\n{}}}",
        conversions.concat()
    ));
    blocks.push(LOAD.into());
    blocks.push(format!(
        "def preprocess(pixels):\n    images = np.asarray(pixels, dtype=np.float32).reshape(-1, HEIGHT, WIDTH, 1)\n    \
         return {}",
        normalized(network.normalization)
    ));
    blocks.push(probabilities(network.loss));
    blocks.extend([READ, MAIN, START].map(String::from));
    join(&blocks)
}

/// As [`Loss::probabilities`].
fn probabilities(loss: Loss) -> String {
    let body = match output(loss) {
        Output::Softmax => "return keras.ops.softmax(logits)".into(),
        Output::Identity => shares("keras.ops.relu(logits)"),
        Output::Sigmoid => shares("keras.ops.sigmoid(logits)"),
    };
    format!("def probabilities(logits):\n    {body}")
}

fn shares(claimed: &str) -> String {
    format!(
        "shares = {claimed} + {RANK:?} * keras.ops.softmax(logits)\n    \
         return shares / keras.ops.sum(shares, axis=1, keepdims=True)"
    )
}
