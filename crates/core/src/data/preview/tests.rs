use burn::tensor::Device;

use super::*;
use crate::data::config::Augmentation;

const SIZE: usize = 28 * 28;

fn digits() -> Arc<Dataset> {
    Arc::new(Dataset::synthetic(40, 10, 3).unwrap())
}

fn config(json: &str) -> DataConfig {
    serde_json::from_str(json).unwrap()
}

fn look(json: &str, seed: u32, images: Range<usize>, epochs: Range<usize>) -> Vec<u8> {
    preview(digits(), &config(json), seed, images, epochs).unwrap()
}

#[test]
fn preview_without_augmentation_shows_the_originals() {
    let data = digits();
    let pixels = look("{}", 1, 2..4, 1..4);
    assert_eq!(pixels.len(), 2 * 4 * SIZE);
    for (row, index) in pixels.chunks(4 * SIZE).zip([2, 3]) {
        for seen in row.chunks(SIZE) {
            assert_eq!(seen, data.train.image(index));
        }
    }
}

#[test]
fn preview_shows_what_training_batches_hold() {
    let json = r#"{"validation":0.3,"numTrain":12,"normalization":"standard",
        "augmentation":{"shift":0.1,"rotate":10,"elastic":1,"noise":0.1,"erase":0.2}}"#;
    let run_data = RunData::new(digits(), &config(json), 7).unwrap();
    let pixels = look(json, 7, 1..3, 4..6);
    for (row, &index) in pixels.chunks(3 * SIZE).zip(&run_data.train()[1..3]) {
        assert_eq!(&row[..SIZE], run_data.data().train.image(index as usize));
        for (seen, epoch) in row[SIZE..].chunks(SIZE).zip([4, 5]) {
            let batch = run_data.train_batch(&[index], epoch, &Device::flex());
            let learnt: Vec<f32> = batch.images.into_data().try_to_vec().unwrap();
            for (&seen, learnt) in seen.iter().zip(learnt) {
                let pixel = run_data.normalization().apply(f32::from(seen) / 255.0);
                // Half a gray value, of which the standard scale makes about twice as much.
                assert!((pixel - learnt).abs() < 0.01, "{pixel} {learnt}");
            }
        }
    }
}

#[test]
fn preview_shows_every_augmentation_and_depends_on_the_seed() {
    let image = digits().train.image(0).to_vec();
    let off = Augmentation::default();
    for augmentation in [
        Augmentation { shift: 0.2, ..off },
        Augmentation { rotate: 30.0, ..off },
        Augmentation { scale: 0.3, ..off },
        Augmentation { shear: 0.3, ..off },
        Augmentation { elastic: 3.0, ..off },
        Augmentation { noise: 0.2, ..off },
        Augmentation { erase: 0.5, ..off },
    ] {
        let config = DataConfig {
            augmentation,
            ..DataConfig::default()
        };
        let draw = |seed| preview(digits(), &config, seed, 0..1, 1..4).unwrap();
        let pixels = draw(1);
        assert_eq!(&pixels[..SIZE], image);
        assert!(
            pixels[SIZE..].chunks(SIZE).any(|seen| seen != image),
            "{augmentation:?}"
        );
        assert_eq!(pixels, draw(1));
        assert_ne!(pixels, draw(2), "{augmentation:?}");
    }
}

#[test]
fn preview_positions_wrap_around_without_repeats() {
    let data = digits();
    let pixels = look("{}", 1, 39..41, 1..1);
    assert_eq!(&pixels[..SIZE], data.train.image(39));
    assert_eq!(&pixels[SIZE..], data.train.image(0));
    assert_eq!(look("{}", 1, 40_000..40_001, 1..1), data.train.image(0));
    assert_eq!(look("{}", 1, 5..500, 1..1).len(), 40 * SIZE);
}

#[test]
fn preview_refuses_invalid_configs_and_too_many_images() {
    let refused = |json, epochs| preview(digits(), &config(json), 1, 0..40, epochs).unwrap_err();
    for json in [
        r#"{"augmentation":{"rotate":181}}"#,
        r#"{"validation":0.001}"#,
        r#"{"numTrain":0}"#,
    ] {
        let run = RunData::new(digits(), &config(json), 1).unwrap_err();
        assert_eq!(refused(json, 1..2), run);
    }
    let message = refused("{}", 1..26).to_string();
    assert!(
        message.contains("at most 1000 images") && message.contains("1040"),
        "{message}"
    );
    assert!(refused("{}", 1..usize::MAX).to_string().contains("preview"));
}
