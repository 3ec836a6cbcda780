//! A PyTorch script. Its modules name their parameters as the checkpoint does, so it loads them as they are.

use super::python::{READ, START, constants, header, join, normalized, output};
use super::{Definitions, Trained, follow, indent};
use crate::train::loss::{Loss, Output, RANK};

const IMPORTS: &str = "
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import nn
";

const LOAD: &str = r#"
def load(path=WEIGHTS):
    weights = {name: values for name, values in load_file(path).items() if name.startswith("layers.")}
    network = Network()
    network.load_state_dict(weights)
    return network.eval()
"#;

const MAIN: &str = r#"
def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} IMAGE")
    with torch.inference_mode():
        shares = probabilities(load()(preprocess(read(sys.argv[1]))))[0]
    for index in shares.argsort(descending=True)[:3]:
        print(f"{CLASSES[index]}: {shares[index]:.1%}")
"#;

pub(super) fn script(network: &Trained<'_>) -> String {
    let [height, width] = network.image;
    let mut definitions = Definitions::default();
    let mut layers = String::new();
    follow(&network.architecture.layers, "", &[1, height, width], |layer, place| {
        let expression = layer.pytorch(place, &mut definitions);
        layers.push_str(&format!("\n{expression},"));
    });
    let head = header(network, "torch, safetensors, numpy and pillow") + IMPORTS;
    let mut blocks = vec![format!("{}\n\n{}", head.trim_end(), constants(network))];
    blocks.extend(definitions.into_blocks());
    blocks.push(class(&layers));
    blocks.push(LOAD.into());
    blocks.push(format!(
        "def preprocess(pixels):\n    images = torch.tensor(pixels, dtype=torch.float32).reshape(-1, 1, HEIGHT, WIDTH)\n    \
         return {}",
        normalized(network.normalization)
    ));
    blocks.push(probabilities(network.loss));
    blocks.extend([READ, MAIN, START].map(String::from));
    join(&blocks)
}

/// `layers`: an argument a line.
fn class(layers: &str) -> String {
    let init = format!("super().__init__()\nself.layers = nn.Sequential({}\n)", indent(layers));
    let methods = format!(
        "def __init__(self):\n    {}\n\ndef forward(self, images):\n    return self.layers(images)",
        indent(&init)
    );
    format!("class Network(nn.Module):\n    {}", indent(&methods)).replace("\n    \n", "\n\n")
}

/// As [`Loss::probabilities`].
fn probabilities(loss: Loss) -> String {
    let body = match output(loss) {
        Output::Softmax => "return logits.softmax(dim=1)".into(),
        Output::Identity => shares("logits.relu()"),
        Output::Sigmoid => shares("logits.sigmoid()"),
    };
    format!("def probabilities(logits):\n    {body}")
}

fn shares(claimed: &str) -> String {
    format!(
        "shares = {claimed} + {RANK:?} * logits.softmax(dim=1)\n    return shares / shares.sum(dim=1, keepdim=True)"
    )
}
