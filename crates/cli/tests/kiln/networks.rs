//! `kiln presets`, `summary`, `bench` and `predict`.

use kiln_core::data::synthetic::{SIDE, generate};
use serde_json::Value;

use crate::common::{Place, answer, json, png, refused, trained};

#[test]
fn every_preset_is_listed_and_summed_up() {
    let presets = json("presets --json");
    let text = answer("presets");
    for preset in presets.as_array().unwrap() {
        let id = preset["id"].as_str().unwrap();
        let line = text.lines().find(|line| line.split_whitespace().next() == Some(id));
        let cells: Vec<&str> = line.unwrap_or_default().split("  ").map(str::trim).collect();
        let percent = |key: &str| {
            preset["typical"][key]
                .as_f64()
                .map(|fraction| format!("{:.2} %", fraction * 100.0))
        };
        let epochs = preset["typical"]["epochs"].to_string();
        let expected = [percent("mnist"), percent("digits"), Some(epochs)];
        for cell in expected.iter().flatten() {
            assert!(cells.contains(&cell.as_str()), "{id}: {cell} in {cells:?}");
        }
        let summary = json(&format!("summary {id} --json"));
        assert_eq!(
            (&summary["numParams"], &summary["multiplyAdds"]),
            (&preset["parameters"], &preset["multiplyAdds"])
        );
    }
}

#[test]
fn a_network_is_shown_layer_by_layer() {
    let text = answer("summary cnn-keras");
    let row = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let expected = row("conv2d 64 x 3 x 3 36,928 331,776");
    assert!(text.lines().any(|line| row(line) == expected), "{text}");
    assert!(
        text.lines()
            .any(|line| line.starts_with("all") && line.contains("93,322")),
        "{text}"
    );
    let text = answer("summary resnet");
    let within = text.lines().find(|line| line.starts_with("  conv2d")).unwrap();
    assert_eq!(row(within), row("conv2d 16 x 28 x 28 2,320 1,806,336"), "{text}");
    let summary = json("summary resnet --json");
    assert_eq!(summary["layers"][3]["layers"][0]["numParams"], 2_320);
    refused("summary cnn", "there is no preset \"cnn\"; there are: cnn-keras");
    refused("summary mlp --num-classes 3", "dense layer of 3 units");
}

#[test]
fn predict_detects_polarity() {
    let place = Place::new();
    let file = trained(&place);
    // Digits that it has learnt from, so that most are read as what they are.
    let (pixels, labels) = generate(30, 1);
    let mut right = 0;
    for (index, (image, label)) in pixels.chunks(SIDE * SIDE).zip(&labels).enumerate() {
        let side = SIDE as u32;
        let mut image = image::GrayImage::from_raw(side, side, image.to_vec()).unwrap();
        let bright = place.write(&format!("{index}.png"), png(&image));
        image::imageops::invert(&mut image);
        let dark = place.write(&format!("{index}-dark.png"), png(&image));
        let text = answer(&format!("predict --checkpoint {file} --json {bright} {dark}"));
        let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers[0]["probabilities"], answers[1]["probabilities"]);
        right += usize::from(answers[0]["class"] == *label);
    }
    assert!(right > 20, "{right}");
}

#[test]
fn predict_reports_novelty() {
    let place = Place::new();
    let file = trained(&place);
    let (pixels, _) = generate(1, 1);
    let side = SIDE as u32;
    let digit = image::GrayImage::from_raw(side, side, pixels).unwrap();
    let digit = place.write("digit.png", png(&digit));
    // A cross from corner to corner.
    let cross = image::GrayImage::from_fn(side, side, |x, y| {
        image::Luma([if x.abs_diff(y) < 3 || (x + y).abs_diff(side) < 3 {
            255
        } else {
            0
        }])
    });
    let cross = place.write("cross.png", png(&cross));
    let text = answer(&format!(
        "predict --checkpoint {file} --data synthetic:2000 --invert false --json {digit} {cross}"
    ));
    let novelty: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["novelty"].take())
        .collect();
    let [of_digit, of_cross] = [0, 1].map(|index| novelty[index]["distance"].as_f64().unwrap());
    let limit = novelty[0]["limit"].as_f64().unwrap();
    assert!(of_digit < limit && limit < of_cross, "{text}");
    let text = answer(&format!(
        "predict --checkpoint {file} --data synthetic:2000 --invert false {cross}"
    ));
    assert!(text.contains("looks like none of the dataset's images"), "{text}");
    assert!(json(&format!("predict --checkpoint {file} --json {cross}"))["novelty"].is_null());
    refused(
        &format!("predict --checkpoint {file} --data synthetic:100 {cross}"),
        "--data has 20 test images",
    );
}

#[test]
fn files_that_are_no_images_are_refused() {
    let place = Place::new();
    let file = trained(&place);
    let text = place.write("a.png", "no image");
    refused(
        &format!("predict --checkpoint {file} {text}"),
        "a.png: expected a PNG or JPEG image",
    );
    refused(
        &format!("predict --checkpoint {file} /no/such.png"),
        "cannot read /no/such.png",
    );
}

#[test]
fn a_step_is_timed() {
    let timing = json("bench --preset softmax --steps 5 --warmup 1 --threads 1 --json");
    assert_eq!(
        (&timing["workload"], &timing["mode"]),
        (&Value::from("softmax"), &Value::from("train"))
    );
    assert_eq!(
        (&timing["backend"], &timing["threads"]),
        (&Value::from("cpu"), &Value::from(1))
    );
    let [median, min, speed, gflops] =
        ["step_ms_median", "step_ms_min", "images_per_second", "gflops"].map(|key| timing[key].as_f64().unwrap());
    assert!(min > 0.0 && min <= median, "{timing}");
    // 128 images a step, 7,840 multiply-adds each.
    assert!((speed * median / 128e3 - 1.0).abs() < 1e-9, "{timing}");
    assert!((gflops / (6.0 * 7_840.0 * speed / 1e9) - 1.0).abs() < 1e-9, "{timing}");
    // How the two compare is the machine's: whoever else works on it may halve either.
    let gemm = timing["gemm_gflops"].as_f64().unwrap();
    assert!(gemm.is_finite() && gemm > 0.0, "{timing}");
}
