//! Runs as the page exports them, in place of checkpoints.

use std::fs::File;
use std::io::Write;

use kiln_core::checkpoint::digest;
use serde_json::{Value, json as object};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{Place, answer, json, line, png, refused, trained};

/// As `www/src/runs/run-file.ts` writes it: a description, curves, and weights that are not packed.
fn run_file(place: &Place, name: &str, head: &Value, weights: Option<&[u8]>) -> String {
    let mut zip = ZipWriter::new(File::create(place.file(name)).unwrap());
    let mut add = |name: &str, bytes: &[u8], method| {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    };
    add(
        "run.json",
        head.to_string().as_bytes(),
        zip::CompressionMethod::Deflated,
    );
    add("curves.json", b"{}", zip::CompressionMethod::Deflated);
    if let Some(weights) = weights {
        add("checkpoint.safetensors", weights, zip::CompressionMethod::Stored);
    }
    zip.finish().unwrap();
    place.path(name)
}

fn head(weights: Option<&[u8]>) -> Value {
    object!({"format": "kiln-run", "version": 1, "run": {}, "curves": "", "checkpoint": weights.map(digest)})
}

#[test]
fn page_runs_are_accepted_as_checkpoints() {
    let place = Place::new();
    let plain = trained(&place);
    let weights = std::fs::read(&plain).unwrap();
    let run = run_file(&place, "my-run.kiln.zip", &head(Some(&weights)), Some(&weights));
    let image = place.write("a.png", png(&line(true, 0)));
    for arguments in [
        format!("predict {image} --json --checkpoint"),
        "eval --data synthetic:1000 --json --checkpoint".into(),
        "train --preset mlp --data synthetic:100 --print-config --init-from".into(),
        "train --print-config --resume".into(),
    ] {
        let both = [&plain, &run].map(|file| answer(&format!("{arguments} {file}")));
        assert_eq!(both[0], both[1], "{arguments}");
    }
    let rest = json(&format!("train --data synthetic:1000 --epochs 9 --json --resume {run}"));
    assert_eq!(rest["epochs"], 9);
    assert!(answer(&format!("summary --checkpoint {run}")).contains("after step 160"));
    let onnx = [&plain, &run].map(|file| {
        let output = place.path("network.onnx");
        answer(&format!("export --format onnx --checkpoint {file} --output {output}"));
        std::fs::read(output).unwrap()
    });
    assert!(onnx[0] == onnx[1]);
    // A script gets the weights alone beside it.
    std::fs::create_dir(place.file("script")).unwrap();
    let script = place.path("script/network.py");
    answer(&format!("export --format pytorch --checkpoint {run} --output {script}"));
    let text = std::fs::read_to_string(script).unwrap();
    assert!(text.contains("my-run.safetensors"), "{text}");
    assert_eq!(std::fs::read(place.file("script/my-run.safetensors")).unwrap(), weights);
}

#[test]
fn invalid_run_files_are_refused_with_a_reason() {
    let place = Place::new();
    let weights = std::fs::read(trained(&place)).unwrap();
    let altered = object!({"format": "kiln-run", "version": 1, "checkpoint": digest(b"others")});
    let later = object!({"format": "kiln-run", "version": 2, "checkpoint": digest(&weights)});
    let cases: [(Value, Option<&[u8]>, &str); 5] = [
        (head(None), None, "the run has no weights"),
        (
            head(Some(&weights)),
            None,
            "expected the weights checkpoint.safetensors, found none",
        ),
        (altered, Some(&weights), "its weights are damaged"),
        (later, Some(&weights), "version 1 at most, found 2"),
        (object!([]), Some(&weights), "a zip archive without a run in run.json"),
    ];
    for (index, (head, weights, reason)) in cases.into_iter().enumerate() {
        let file = run_file(&place, &format!("{index}.kiln.zip"), &head, weights);
        refused(&format!("summary --checkpoint {file}"), reason);
    }
    let cut = place.write("cut.kiln.zip", &b"PK\x03\x04 and no more"[..]);
    refused(&format!("summary --checkpoint {cut}"), "the zip archive is damaged");
}
