//! Exported networks, executed: what PyTorch, onnxruntime and Keras make of 100 images is compared with what the
//! network itself says. Takes a Python that has them, named by `KILN_PYTHON`; without one it is skipped.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use burn::tensor::Device;
use kiln_core::config::{LayerConfig, RunConfig};
use kiln_core::data::synthetic;
use kiln_core::export::{Format, Trained, export};
use kiln_core::model::architecture::Architecture;
use kiln_core::model::init::{Initialization, draw};
use kiln_core::model::param::{Initializer, ParamSpec};
use kiln_core::train::trace::{Case, Values, trace};
use pollster::block_on;

mod networks;

use networks::{Network, networks};

const NUM_IMAGES: usize = 100;
const NUM_CLASSES: usize = 10;

#[test]
fn every_kind_of_layer_is_in_a_network_that_is_executed() {
    fn kinds(layers: &[LayerConfig], found: &mut BTreeSet<&'static str>) {
        for layer in layers {
            found.insert(layer.name());
            if let LayerConfig::Residual(block) = layer {
                kinds(&block.layers, found);
            }
        }
    }
    let mut found = BTreeSet::new();
    for network in networks() {
        kinds(&network.layers, &mut found);
    }
    assert_eq!(found, LayerConfig::KINDS.iter().copied().collect());
}

#[test]
fn other_programs_give_the_same_logits() {
    let Some(python) = python() else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    // What another run has left must not be checked in place of this one's.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for network in networks() {
        write(&network, &folder);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/export/check_exports.py");
    let output = Command::new(python).arg(script).arg(&folder).output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A Python that can execute exports.
fn python() -> Option<PathBuf> {
    let Some(python) = std::env::var_os("KILN_PYTHON") else {
        eprintln!("skipped: KILN_PYTHON is not set");
        return None;
    };
    let imports = "import numpy, onnxruntime, PIL, safetensors, torch";
    let output = Command::new(&python).args(["-c", imports]).output().unwrap();
    if output.status.success() {
        return Some(python.into());
    }
    eprintln!("skipped: {}", String::from_utf8_lossy(&output.stderr));
    None
}

/// Everything that there is to execute and to compare with.
fn write(network: &Network, folder: &Path) {
    let Network {
        name,
        layers,
        normalization,
        loss,
        ..
    } = network;
    let [height, width] = network.image;
    let architecture = Architecture::new(layers, [1, height, width], NUM_CLASSES).unwrap();
    let params: Vec<_> = architecture.params().iter().enumerate().map(noisy_values).collect();
    let pixels = images([height, width]);
    let logits = logits(network, &params, &pixels);
    let rows = logits.chunks_exact(NUM_CLASSES);
    let claimed: Vec<f32> = rows.flat_map(|logits| loss.probabilities(logits)).collect();
    // Else an export that looks at nothing would be right, too.
    let spread = |class: usize| {
        let column = || logits.iter().skip(class).step_by(NUM_CLASSES).copied();
        column().fold(f32::MIN, f32::max) - column().fold(f32::MAX, f32::min)
    };
    assert!(
        (0..NUM_CLASSES).all(|class| spread(class) > 0.02),
        "{name} gives all images nearly the same logits"
    );

    let weights_file = format!("{name}.safetensors");
    fs::write(folder.join(&weights_file), safetensors(&params)).unwrap();
    let class_names: Vec<String> = (0..NUM_CLASSES).map(|digit| format!("\"{digit}\"\n\\")).collect();
    let trained = Trained {
        name,
        architecture: &architecture,
        image: network.image,
        params: &params,
        normalization: *normalization,
        loss: *loss,
        class_names: &class_names,
        weights_file: &weights_file,
    };
    for format in Format::ALL {
        let file = format!("{name}{}", format.suffix());
        fs::write(folder.join(file), export(format, &trained).unwrap()).unwrap();
    }
    let save = |what: &str, bytes| fs::write(folder.join(format!("{name}_{what}.npy")), bytes).unwrap();
    save("images", npy("|u1", &[NUM_IMAGES, height, width], &pixels));
    save("logits", npy("<f4", &[NUM_IMAGES, NUM_CLASSES], &bytes(&logits)));
    save(
        "probabilities",
        npy("<f4", &[NUM_IMAGES, NUM_CLASSES], &bytes(&claimed)),
    );
}

/// A parameter with noisy_values of which none is what it would begin as: biases are not 0, and variances not 1.
fn noisy_values((index, spec): (usize, &ParamSpec)) -> (String, Vec<usize>, Vec<f32>) {
    let noise = ParamSpec {
        initializer: Initializer::Normal { std: 0.1 },
        ..spec.clone()
    };
    let way = Initialization::default();
    let start = draw(spec, &way, 1, index);
    let values = start.iter().zip(draw(&noise, &way, 2, index)).map(|(a, b)| a + b);
    (
        spec.name.clone(),
        spec.shape.clone(),
        values.map(|value| value.clamp(-3.0, 3.0)).collect(),
    )
}

/// Built-in digits with a part cut off where images are smaller.
fn images([height, width]: [usize; 2]) -> Vec<u8> {
    let (images, _) = synthetic::generate(NUM_IMAGES, 9);
    let side = synthetic::SIDE;
    let (top, left) = ((side - height) / 2, (side - width) / 2);
    let rows = images
        .chunks(side)
        .enumerate()
        .filter(|(row, _)| (top..top + height).contains(&(row % side)));
    rows.flat_map(|(_, row)| &row[left..left + width]).copied().collect()
}

/// What the network itself makes of the images.
fn logits(network: &Network, params: &[(String, Vec<usize>, Vec<f32>)], pixels: &[u8]) -> Vec<f32> {
    let [height, width] = network.image;
    let table = network.normalization.table();
    let params: BTreeMap<String, Values> = params
        .iter()
        .map(|(name, shape, values)| {
            let (shape, values) = (shape.clone(), values.clone());
            (name.clone(), Values { shape, values })
        })
        .collect();
    let case = Case {
        config: RunConfig::new(network.layers.clone()),
        image: [1, height, width],
        num_classes: NUM_CLASSES,
        params,
        images: pixels.iter().map(|&pixel| table[usize::from(pixel)]).collect(),
        labels: vec![0; NUM_IMAGES],
        steps: 0,
    };
    block_on(trace(&case, &Device::flex())).unwrap().eval_logits
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// NumPy's file format, version 1.0.
fn npy(kind: &str, shape: &[usize], data: &[u8]) -> Vec<u8> {
    let shape: String = shape.iter().map(|size| format!("{size}, ")).collect();
    let header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({shape}), }}");
    // With the ten bytes before it and the line's end it fills a multiple of 64 bytes.
    let padded = (10 + header.len() + 1).next_multiple_of(64) - 10;
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend((padded as u16).to_le_bytes());
    file.extend(format!("{header:<width$}\n", width = padded - 1).bytes());
    file.extend(data);
    file
}

/// A checkpoint: the parameters, and a tensor of an optimizer, which no export must trip over.
fn safetensors(params: &[(String, Vec<usize>, Vec<f32>)]) -> Vec<u8> {
    let momentum = ("optimizer.layers.0.weight.momentum".into(), vec![2], vec![1.0, 2.0]);
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, shape, values) in params.iter().chain([&momentum]) {
        let begin = data.len();
        data.extend(bytes(values));
        let entry = serde_json::json!({ "dtype": "F32", "shape": shape, "data_offsets": [begin, data.len()] });
        header.insert(name.clone(), entry);
    }
    let header = serde_json::to_vec(&header).unwrap();
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header);
    file.extend(data);
    file
}
