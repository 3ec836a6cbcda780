//! Files of weights: the header edited as JSON and put together again, then the bytes damaged.

use bolero::{TypeGenerator, check, produce};
use kiln_core::checkpoint::{CheckpointError, NamedTensor, TensorFile, matching};
use serde_json::Value;

use super::damage::{Damage, Rarely};
use super::json::Edit;
use super::outcomes::Outcomes;
use super::{AT_MOST, CASES, with_peak};

#[derive(Clone, Debug, TypeGenerator)]
struct Case {
    half: bool,
    #[generator(produce::<Vec<Edit>>().with().len(0_usize..=2))]
    header: Vec<Edit>,
    #[generator(produce::<Vec<Damage>>().with().len(0_usize..=1))]
    data: Vec<Damage>,
    file: Rarely<Damage>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        let (mut header, mut data) = if self.half { half() } else { weights() };
        self.header.iter().for_each(|edit| edit.apply(&mut header));
        self.data.iter().for_each(|damage| damage.apply(&mut data));
        let header = header.to_string();
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        self.file.get().inspect(|damage| damage.apply(&mut bytes));
        bytes
    }
}

/// Weights as Kiln writes them.
fn weights() -> (Value, Vec<u8>) {
    let tensor = |name: &str, shape: &[usize]| NamedTensor {
        name: name.into(),
        shape: shape.into(),
        values: (0..shape.iter().product()).map(|i: usize| i as f32 - 2.5).collect(),
    };
    let file = TensorFile {
        metadata: [("kiln".into(), "1".into()), ("layers".into(), "[]".into())].into(),
        tensors: vec![
            tensor("0.weight", &[2, 1, 3, 3]),
            tensor("0.bias", &[2]),
            tensor("step", &[]),
        ],
    };
    let bytes = file.to_bytes().unwrap();
    let (length, rest) = bytes.split_first_chunk().unwrap();
    let (header, data) = rest.split_at(u64::from_le_bytes(*length) as usize);
    (serde_json::from_slice(header).unwrap(), data.to_vec())
}

/// Weights as other programs may write them: every type that is read, and an empty tensor.
fn half() -> (Value, Vec<u8>) {
    let header = r#"{
        "d": {"dtype": "F64", "shape": [2], "data_offsets": [0, 16]},
        "h": {"dtype": "F16", "shape": [3, 2], "data_offsets": [16, 28]},
        "b": {"dtype": "BF16", "shape": [2], "data_offsets": [28, 32]},
        "none": {"dtype": "F32", "shape": [0, 7], "data_offsets": [32, 32]}
    }"#;
    (serde_json::from_str(header).unwrap(), (0..32).collect())
}

/// Reads a file, and holds what must be true of one that is accepted.
fn outcome(bytes: &[u8]) -> &'static str {
    let file = match TensorFile::from_bytes(bytes) {
        Ok(file) => file,
        Err(error) => {
            assert!(error.to_string().len() < 2_000, "{error}");
            return match &error {
                CheckpointError::Malformed { part, .. } if part != "the header" => "contradiction",
                _ => error.code().name(),
            };
        }
    };
    let written = file.to_bytes().unwrap();
    assert_eq!(TensorFile::from_bytes(&written).as_ref(), Ok(&file));
    let mut tensors = matching::by_name(file.tensors.clone());
    for tensor in &file.tensors {
        assert_eq!(tensor.values.len(), tensor.shape.iter().product::<usize>());
        matching::take(&mut tensors, &tensor.name, &tensor.shape).unwrap();
    }
    matching::none_left(&tensors).unwrap();
    "accepted"
}

#[test]
fn fuzz_tensor_files() {
    let outcomes = Outcomes::default();
    let target = check!().with_iterations(CASES).with_test_time(AT_MOST);
    target.with_type::<Case>().for_each(|case: &Case| {
        let bytes = case.bytes();
        let (outcome, peak) = with_peak(|| outcome(&bytes));
        assert!(
            peak < 64 * bytes.len() + (4 << 20),
            "{peak} bytes for a file of {}",
            bytes.len()
        );
        outcomes.add(outcome);
    });
    outcomes.assert_frequencies(&[
        ("accepted", 1_500),
        ("checkpointTruncated", 300),
        ("checkpointMalformed", 1_000),
        ("contradiction", 500),
        ("checkpointTooLarge", 200),
        ("checkpointType", 15),
        ("checkpointNotFinite", 50),
    ]);
}
