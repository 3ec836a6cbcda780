//! Anyone's own images, in folders and in archives; and what is said of a dataset.

use std::fs::File;
use std::io::Write;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{Place, answer, folders, json, kiln, line, lines, png, refused};

fn archive(place: &Place) -> String {
    let mut zip = ZipWriter::new(File::create(place.file("lines.zip")).unwrap());
    for (name, bytes) in lines().into_iter().rev() {
        zip.start_file(format!("all/{name}"), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.start_file("__MACOSX/all/._x.png", SimpleFileOptions::default())
        .unwrap();
    zip.finish().unwrap();
    place.path("lines.zip")
}

/// A run that learns to tell two classes apart.
fn two_classes(place: &Place) -> String {
    let mut config: Value = serde_json::from_str(&answer("train --preset softmax --print-config")).unwrap();
    config["layers"] = serde_json::json!([{"type": "flatten"}, {"type": "dense", "units": 2}]);
    place.write("run.json", config.to_string())
}

/// Folders of two kinds of lines, and what a run that learns them takes.
struct Fixture {
    place: Place,
    folder: String,
    /// The same images.
    zip: String,
    /// Where its checkpoint goes.
    file: String,
    config: String,
}

fn fixture() -> Fixture {
    let place = Place::new();
    folders(&place.file("lines"));
    Fixture {
        folder: place.path("lines"),
        zip: archive(&place),
        file: place.path("a.safetensors"),
        config: two_classes(&place),
        place,
    }
}

/// Class probabilities of an image; `flags` begin with a space.
fn probabilities(file: &str, flags: &str, image: &str) -> Value {
    json(&format!("predict --checkpoint {file} --json{flags} {image}"))["probabilities"].take()
}

#[test]
fn folders_and_an_archive_of_them_are_one_dataset() {
    let Fixture {
        place,
        folder,
        zip,
        file,
        config,
    } = fixture();
    let run = json(&format!(
        "train --config {config} --data {folder} --epochs 20 --save {file} --json"
    ));
    assert_eq!(
        (&run["dataset"], &run["test_accuracy"]),
        (&Value::from("lines"), &Value::from(1.0))
    );
    // The same images: else it would be refused.
    let rest = json(&format!("train --resume {file} --data {zip} --json"));
    assert_eq!(
        (&rest["dataset"], &rest["test_loss"]),
        (&Value::from("lines.zip"), &run["test_loss"])
    );
    // Read as they were learnt, unless told otherwise: whole, and dark on bright.
    let image = place.write("new.png", png(&line(true, 3)));
    let read = json(&format!("predict --checkpoint {file} --json {image}"));
    assert_eq!(
        (&read["name"], &read["class"]),
        (&Value::from("upright"), &Value::from(1))
    );
    assert!(answer(&format!("predict --checkpoint {file} {image}")).contains("new.png: upright"));
    let said = |flags: &str| probabilities(&file, flags, &image);
    assert_eq!(said(" --whole --invert true"), read["probabilities"]);
    assert_ne!(said(" --center"), read["probabilities"]);
    assert_ne!(said(" --invert false"), read["probabilities"]);
}

#[test]
fn checkpoint_preprocessing_is_the_default_of_eval_resume_and_predict() {
    let Fixture {
        place,
        folder,
        zip,
        file,
        config,
    } = fixture();
    // None of these is the default.
    let run = json(&format!(
        "train --config {config} --data {folder} --center --invert false --image-size 20 --epochs 3 --save {file} --json"
    ));
    let image = place.path("lines/upright/00.png");
    let read = |flags: &str| probabilities(&file, flags, &image);
    assert_eq!(read(""), read(" --center --invert false"));
    assert_ne!(read(""), read(" --whole"));
    assert_ne!(read(""), read(" --invert true"));

    let report = json(&format!("eval --checkpoint {file} --data {zip} --json"));
    // The same losses, added up in another order.
    let [evaluated, trained] = [&report["loss"], &run["test_loss"]].map(|loss| loss.as_f64().unwrap());
    assert!((evaluated - trained).abs() < 1e-6, "{evaluated} {trained}");
    let other = json(&format!("eval --checkpoint {file} --data {zip} --whole --json"));
    assert_ne!(other["loss"], run["test_loss"]);
    let rest = json(&format!("train --resume {file} --data {zip} --json"));
    assert_eq!(rest["test_loss"], run["test_loss"]);
    refused(
        &format!("train --resume {file} --data {zip} --whole"),
        "made with other images",
    );
    // Weights are begun from with images that are prepared alike, and so will be the next ones.
    let tuned = place.path("b.safetensors");
    answer(&format!(
        "train --config {config} --init-from {file} --data {zip} --max-steps 1 --save {tuned}"
    ));
    answer(&format!(
        "train --resume {tuned} --data {folder} --center --invert false --image-size 20"
    ));
    let output = kiln(&format!("predict --checkpoint {file} --center --whole {image}"));
    assert_eq!(output.status.code(), Some(2));
}

/// Thin lines on a large sheet, which come out differently by every way of making it smaller.
fn sheet(upright: bool, index: u32) -> Vec<u8> {
    let (stroke, place) = (3 + index, 200 + 37 * index);
    png(&image::GrayImage::from_fn(700, 500, |x, y| {
        let across = if upright { x } else { y };
        image::Luma([if (place..place + stroke).contains(&across) {
            0
        } else {
            255
        }])
    }))
}

#[test]
fn train_eval_and_predict_shrink_large_images_alike() {
    let place = Place::new();
    let mut tests = Vec::new();
    for (class, name) in ["level", "upright"].into_iter().enumerate() {
        for index in 0..4 {
            let bytes = sheet(class == 1, index);
            place.write(&format!("set/train/{name}/{index}.png"), &bytes);
            tests.push((class, place.write(&format!("set/test/{name}/{index}.png"), &bytes)));
        }
    }
    let (folder, file) = (place.path("set"), place.path("a.safetensors"));
    for flag in ["--whole", "--center"] {
        let run = format!("--data {folder} {flag} --epochs 5 --batch-size 4");
        answer(&format!("train --config {} {run} --save {file}", two_classes(&place)));
        let report = json(&format!("eval --checkpoint {file} --data {folder} --json"));
        let loss = |(class, image): &(usize, String)| -probabilities(&file, "", image)[*class].as_f64().unwrap().ln();
        let mean = tests.iter().map(loss).sum::<f64>() / tests.len() as f64;
        let found = report["loss"].as_f64().unwrap();
        assert!((found - mean).abs() < 1e-5, "{flag}: {found} {mean}");
    }
}

#[test]
fn images_that_cannot_be_read_are_left_out_and_named() {
    let place = Place::new();
    folders(&place.file("lines"));
    place.write("lines/level/broken.png", "no image");
    place.write("lines/loose.png", png(&line(true, 0)));
    place.write("lines/notes.txt", "no image, and no claim to be one");
    let folder = place.path("lines");
    let output = kiln(&format!("data {folder} --json"));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("2 images cannot be read"), "{stderr}");
    assert!(
        stderr.contains("level/broken.png: expected a PNG or JPEG image"),
        "{stderr}"
    );
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["unreadable"].as_array().unwrap().len(), 2);
    assert_eq!(told["classNames"], serde_json::json!(["level", "upright"]));
    assert_eq!(
        told["numTrain"].as_u64().unwrap() + told["numTest"].as_u64().unwrap(),
        40
    );
    // Lines of one class may be the same; an upright one has never the pixels of a level one.
    assert!(told["cleaning"]["conflicting"]["count"] == 0, "{told}");

    place.write("lines/other/a.png", "no image");
    refused(&format!("data {folder}"), "class 1 (other) has no training images");
}

#[test]
fn invalid_datasets_are_refused_with_a_reason() {
    let place = Place::new();
    let zip = place.write("a.zip", "no archive");
    refused(
        &format!("data {zip}"),
        "expected a directory or a zip archive, found neither",
    );
    let whole = std::fs::read(archive(&place)).unwrap();
    let cut = place.write("cut.zip", &whole[..whole.len() / 2]);
    refused(&format!("data {cut}"), "found neither");
    refused(&format!("data {}", place.path("none.zip")), "there is no directory");
    refused("data synthetic:50 --classes a,b", "there are 10 classes but 2 names");
}

#[test]
fn a_dataset_is_shown() {
    let text = answer("data synthetic:50 --classes fashion-mnist");
    assert!(
        text.contains("50 training and 10 test images of 28 x 28 pixels in 10 classes"),
        "{text}"
    );
    assert!(text.contains("\nAnkle boot"), "{text}");
    assert!(text.contains("largest class over smallest: 1.00"), "{text}");
}
