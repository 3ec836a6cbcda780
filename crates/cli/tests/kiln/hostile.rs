//! Files that are not what they claim: refused in words, within a gigabyte and ten seconds.

use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kiln_core::checkpoint::TensorFile;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{Place, answer, folders, line, png, refused, trained};

/// Most memory a refusal may take, in KiB.
const MEMORY: u64 = 1 << 20;
/// Longest it may take.
const TIME: Duration = Duration::from_secs(10);

/// Refused with one line that says `reason`, within the limits.
fn held(arguments: &str, reason: &str) {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiln"));
    let command = command.args(arguments.split(' ')).stdout(Stdio::null());
    let mut run = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        // Linux alone tells; elsewhere the time has to do.
        let told = std::fs::read_to_string(format!("/proc/{}/status", run.id())).unwrap_or_default();
        let most = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most = most.and_then(|most| most.split_whitespace().next()?.parse().ok());
        peak = peak.max(most.unwrap_or(0));
        if let Some(status) = run.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > TIME || peak > MEMORY {
            run.kill().unwrap();
            panic!("{arguments}: after {:?} it held {peak} KiB", begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let output = run.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(status.code(), Some(1), "{arguments}: {stderr}");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(stderr.contains(reason), "{arguments}: {stderr}");
    assert!(!stderr.trim_end().contains(char::is_control), "{stderr:?}");
}

/// A file of 5 GB that takes no room, beginning with `start`.
fn sparse(place: &Place, name: &str, start: &[u8]) -> String {
    let path = place.write(name, start);
    let file = File::options().write(true).open(&path).unwrap();
    file.set_len(5 << 30).unwrap();
    path
}

/// Every command that reads a file, up to the file.
const READERS: [&str; 7] = [
    "train --config",
    "train --resume",
    "summary --checkpoint",
    "eval --data synthetic:100 --checkpoint",
    "predict a.png --checkpoint",
    "export --format onnx --output /tmp/never.onnx --checkpoint",
    "data",
];

#[test]
fn pipes_devices_and_huge_files_are_not_read() {
    let place = Place::new();
    let pipe = place.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let large = sparse(&place, "large.safetensors", b"");
    let zip = sparse(&place, "large.zip", b"PK\x03\x04");
    for reader in READERS {
        held(&format!("{reader} /dev/zero"), "a pipe or a device");
        held(&format!("{reader} {pipe}"), "a pipe or a device");
        held(&format!("{reader} {large}"), "large.safetensors");
        held(&format!("{reader} {zip}"), "large.zip");
    }
    let checkpoint = trained(&place);
    for image in ["/dev/zero", &pipe] {
        held(
            &format!("predict --checkpoint {checkpoint} {image}"),
            "a pipe or a device",
        );
    }
    held(
        &format!("predict --checkpoint {checkpoint} {large}"),
        "more than 32 MiB",
    );
    held(
        "train --preset mlp --data synthetic:100 --epochs 1 --save /dev/null",
        "/dev/null is a pipe or a device",
    );
}

#[test]
fn checkpoint_headers_are_checked_against_the_file_length() {
    let place = Place::new();
    // Thirty tensors, each as large as is allowed.
    let tensor = |index: u64| json!({"dtype": "F32", "shape": [50_000_000], "data_offsets": [index * 200_000_000, (index + 1) * 200_000_000]});
    let header: serde_json::Map<String, Value> = (0..30).map(|index| (format!("t{index}"), tensor(index))).collect();
    let header = Value::from(header).to_string();
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    let file = sparse(&place, "claims.safetensors", &bytes);
    held(
        &format!("summary --checkpoint {file}"),
        "at most 1073741824 are allowed",
    );
    let long = sparse(&place, "long.safetensors", &TensorFile::default().to_bytes().unwrap());
    held(
        &format!("summary --checkpoint {long}"),
        "expected 0 bytes after the header",
    );
}

#[test]
fn idx_files_are_bounded_in_bytes_and_in_items() {
    let place = Place::new();
    let gz = |count: u32, sides: &[u32], bytes: u64| {
        let magic = 0x0801 + 2 * u32::from(!sides.is_empty());
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for number in [magic, count].iter().chain(sides) {
            gzip.write_all(&number.to_be_bytes()).unwrap();
        }
        std::io::copy(&mut std::io::Read::take(std::io::repeat(0), bytes), &mut gzip).unwrap();
        gzip.finish().unwrap()
    };
    // Small files that hold what they claim: a pixel an image, 268 million times.
    let count = 1 << 28;
    for (name, sides) in [("images-idx3", &[1, 1][..]), ("labels-idx1", &[])] {
        place.write(&format!("bomb/train-{name}-ubyte.gz"), gz(count, sides, count.into()));
        place.write(&format!("bomb/t10k-{name}-ubyte.gz"), gz(1, sides, 1));
    }
    held(
        &format!("data {}", place.path("bomb")),
        "more than the 1048576 items allowed",
    );
    place.write("long/t10k-images-idx3-ubyte", "");
    sparse(&place, "long/train-images-idx3-ubyte", b"");
    held(&format!("data {}", place.path("long")), "more than 257 MiB");
    std::fs::create_dir_all(place.file("odd/train-images-idx3-ubyte")).unwrap();
    held(&format!("data {}", place.path("odd")), "it is a directory");
}

#[test]
fn an_archive_is_not_unpacked_beyond_its_size() {
    let place = Place::new();
    let options = SimpleFileOptions::default();
    let zip = |name: &str, files: usize, bytes: &[u8]| {
        let mut zip = ZipWriter::new(File::create(place.file(name)).unwrap());
        for index in 0..files {
            zip.start_file(format!("{}/{index}.png", index % 2), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        place.path(name)
    };
    // 70 files of 16 MiB of nothing each.
    held(
        &format!("data {}", zip("nothing.zip", 70, &vec![0; 16 << 20])),
        "the archive unpacks to more than 1024 MiB",
    );
    // Two entries for the same bytes: the second is told to begin where the first does.
    let path = zip("overlap.zip", 2, &png(&line(true, 0)));
    let mut bytes = std::fs::read(&path).unwrap();
    let entries: Vec<usize> = (0..bytes.len())
        .filter(|&at| bytes[at..].starts_with(b"PK\x01\x02"))
        .collect();
    let second = entries[1] + 42;
    bytes[second..second + 4].copy_from_slice(&[0; 4]);
    std::fs::write(&path, bytes).unwrap();
    refused(&format!("data {path}"), "some that share their bytes");
}

#[test]
fn terminal_escapes_in_files_are_not_printed() {
    let place = Place::new();
    let words = json!({"layers": [{"type": "\u{1b}[31mred\n\u{7}"}], "optimizer": {"type": "adam"}});
    let config = place.write("run.json", words.to_string());
    held(&format!("train --config {config}"), r"\u{1b}[31mred\n\u{7}");
    let words = json!({"layers": [{"type": "x".repeat(2_000_000)}], "optimizer": {"type": "adam"}});
    let config = place.write("long.json", words.to_string());
    held(&format!("train --config {config}"), "Change it there");

    // A network whose classes are called so, as nobody but a stranger would call them.
    let file = trained(&place);
    let mut tensors = TensorFile::from_bytes(&std::fs::read(&file).unwrap()).unwrap();
    let about = tensors.metadata.get_mut("kiln").unwrap();
    let mut fields: Value = serde_json::from_str(about).unwrap();
    fields["classNames"][0] = "n".repeat(70_000).into();
    fields["classNames"][1] = "\u{1b}]0;title\u{7}\nsecond".into();
    *about = fields.to_string();
    let file = place.write("named.safetensors", tensors.to_bytes().unwrap());
    let image = place.write("a.png", png(&line(true, 0)));
    let shown = answer(&format!("predict --checkpoint {file} {image}"));
    assert!(
        shown.lines().count() >= 11 && shown.lines().all(|line| line.chars().count() < 400),
        "{shown}"
    );
    assert!(shown.contains(r"\u{1b}]0;title\u{7}\nsecond"), "{shown}");
    assert!(!shown.contains(|character: char| character.is_control() && character != '\n'));
    answer(&format!("eval --checkpoint {file} --data synthetic:100"));
    // Programs get the whole of it.
    let line = answer(&format!("predict --checkpoint {file} --json {image}"));
    assert_eq!(line.lines().count(), 1);
    assert!(serde_json::from_str::<Value>(&line).is_ok());
}

#[test]
fn control_characters_in_folder_names_are_escaped() {
    let place = Place::new();
    folders(&place.file("lines"));
    let odd = "\u{1b}[2J\u{9b}31m\nupright";
    std::fs::rename(place.file("lines/upright"), place.file(&format!("lines/{odd}"))).unwrap();
    let shown = answer(&format!("data {}", place.path("lines")));
    assert!(shown.contains(r"\u{1b}[2J\u{9b}31m\nupright"), "{shown}");
    let told = answer(&format!("data {} --json", place.path("lines")));
    assert!(
        !told.contains(|character: char| character.is_control() && character != '\n'),
        "{told:?}"
    );
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["classNames"][0], odd);
}
