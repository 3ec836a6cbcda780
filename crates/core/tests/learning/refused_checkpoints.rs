//! Checkpoints that are refused: cut short, of other layers or images, or with values that no run has.

use burn::tensor::Device;
use kiln_core::checkpoint::{About, Checkpoint, TensorFile};
use kiln_core::config::OptimizerConfig;
use kiln_core::model::layer::Conv2d;
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{bytes, config, digits, finish, rich, run, small_cnn};

/// The file of a run with batch normalisation and Adam, with one number of its description or tensors changed.
fn changed(saved: &[u8], field: &str, value: f32) -> Vec<u8> {
    let mut file = TensorFile::from_bytes(saved).unwrap();
    if let Some(pointer) = field.strip_prefix('/') {
        let about = file.metadata.get_mut(About::KEY).unwrap();
        let mut fields: serde_json::Value = serde_json::from_str(about).unwrap();
        // Whole where it was whole.
        let at = fields.pointer_mut(&format!("/{pointer}")).unwrap();
        *at = if at.is_f64() {
            f64::from(value).into()
        } else {
            (value as u64).into()
        };
        *about = fields.to_string();
    } else {
        let tensor = file.tensors.iter_mut().find(|tensor| tensor.name == field);
        tensor.unwrap().values[1] = value;
    }
    file.to_bytes().unwrap()
}

#[test]
fn files_that_do_not_fit_are_refused() {
    let saved = bytes(&run(config(small_cnn())));
    let code = |bytes: &[u8]| Checkpoint::from_bytes(bytes).unwrap_err().code();
    assert_eq!(code(&saved[..saved.len() - 9]), "checkpointTruncated");
    let data = digits(201, 50);
    let other = Run::resume(Checkpoint::from_bytes(&saved).unwrap(), data, &Device::flex());
    assert_eq!(other.unwrap_err().code(), "checkpointData");
    // A description of a larger network than its tensors make.
    let mut wrong = block_on(run(config(small_cnn())).save()).unwrap();
    wrong.about.config.layers[0] = Conv2d::new(9, 3).into();
    let error = Checkpoint::from_bytes(&wrong.to_bytes().unwrap()).unwrap_err();
    assert_eq!(error.code(), "checkpointMismatch");
    assert!(error.to_string().contains("layers.0.weight"), "{error}");
}

#[test]
fn implausible_checkpoint_values_are_refused_by_name() {
    let adam = OptimizerConfig::all()
        .into_iter()
        .find(|optimizer| optimizer.name() == "adam");
    let mut whole = run(rich(adam.unwrap()));
    finish(&mut whole, 5);
    let saved = bytes(&whole);
    for (field, value) in [
        ("/scale/std", 0.0),
        ("/scale/std", 5.0),
        ("/scale/std", -1.0),
        ("/scale/mean", 5.0),
        ("/scale/mean", -0.1),
        ("/size/0", 0.0),
        ("/size/1", 5000.0),
        ("/standing/step", 1e10),
        ("/standing/best/step", 1000.0),
        ("/standing/best/loss", -1.0),
        ("/standing/stale", 1000.0),
        ("/standing/test/accuracy", 1.5),
        ("/standing/test/loss", -1.0),
        ("/standing/test/correct", 51.0),
        ("/standing/validation/accuracy", -0.5),
        ("layers.1.running_var", -0.5),
        ("best.layers.1.running_var", -0.5),
        ("layers.6.weight", 3.4e38),
        ("layers.0.bias", -1.1e18),
        ("best.layers.6.weight", 3.4e38),
        ("optimizer.exp_avg_sq.layers.0.weight", -1e-9),
    ] {
        let error = Checkpoint::from_bytes(&changed(&saved, field, value)).unwrap_err();
        assert_eq!(error.code(), "checkpointValue", "{field} {value}: {error}");
        // Of an evaluation the whole is named, and of a size both sides.
        let named = field.trim_start_matches('/').replace('/', ".");
        let named = named.trim_end_matches(".0").trim_end_matches(".1");
        let parent = named.rsplit_once('.').map_or(named, |(parent, _)| parent);
        let text = error.to_string();
        assert!(
            text.contains(named) || text.contains(&format!("{parent} must")),
            "{field}: {text}"
        );
    }
    // The ends of ranges, and a first moment of either sign, are not refused.
    for (field, value) in [
        ("/scale/mean", 1.0),
        ("/scale/std", 1.0),
        ("layers.1.running_var", 0.0),
        ("layers.0.bias", -1e18),
        ("optimizer.exp_avg.layers.0.weight", -1e-9),
    ] {
        Checkpoint::from_bytes(&changed(&saved, field, value)).unwrap();
    }
}

#[test]
fn writing_refuses_implausible_values() {
    let large = changed(&bytes(&run(config(small_cnn()))), "layers.0.bias", 1e18);
    let mut checkpoint = Checkpoint::from_bytes(&large).unwrap();
    assert!(checkpoint.to_bytes().is_ok());
    checkpoint.about.normalization.std = 0.0;
    assert!(checkpoint.to_bytes().is_err());
}
