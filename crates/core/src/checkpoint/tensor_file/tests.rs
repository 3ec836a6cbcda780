use super::*;

fn tensor(name: &str, shape: &[usize], values: &[f32]) -> NamedTensor {
    NamedTensor {
        name: name.into(),
        shape: shape.into(),
        values: values.into(),
    }
}

fn two() -> TensorFile {
    TensorFile {
        metadata: [("kiln".into(), "1".into()), ("about".into(), "\"x\"".into())].into(),
        tensors: vec![tensor("z", &[2, 1], &[1.0, -2.5]), tensor("a", &[], &[3.0])],
    }
}

/// A file with this header and this many bytes of data.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(data);
    bytes
}

fn refused(header: &str, data: &[u8]) -> CheckpointError {
    TensorFile::from_bytes(&file(header, data)).unwrap_err()
}

fn entry(name: &str, dtype: &str, shape: &str, (start, end): (usize, usize)) -> String {
    format!(r#""{name}":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{start},{end}]}}"#)
}

fn one(dtype: &str, shape: &str, offsets: (usize, usize)) -> String {
    format!("{{{}}}", entry("w", dtype, shape, offsets))
}

#[test]
fn the_layout_is_that_of_the_format() {
    let expected = r#"{"__metadata__":{"about":"\"x\"","kiln":"1"},"z":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"#;
    let header = format!("{expected:width$}", width = expected.len().next_multiple_of(8));
    let data = [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0, 0, 0, 0x40, 0x40];
    assert_eq!(two().to_bytes().unwrap(), file(&header, &data));
    assert_eq!(TensorFile::from_bytes(&file(&header, &data)), Ok(two()));
}

#[test]
fn a_file_without_tensors_round_trips() {
    let bytes = TensorFile::default().to_bytes().unwrap();
    assert_eq!(bytes, file("{}      ", &[]));
    assert_eq!(TensorFile::from_bytes(&bytes), Ok(TensorFile::default()));
}

#[test]
fn every_shorter_prefix_is_truncated() {
    let whole = two().to_bytes().unwrap();
    for length in 0..whole.len() {
        let error = TensorFile::from_bytes(&whole[..length]).unwrap_err();
        assert_eq!(error.code(), "checkpointTruncated", "{length}: {error}");
    }
    let error = TensorFile::from_bytes(&whole[..whole.len() - 1]).unwrap_err();
    assert!(
        matches!(error, CheckpointError::Truncated { expected, .. } if expected == whole.len() as u64),
        "{error}"
    );
}

#[test]
fn more_bytes_than_promised_are_refused() {
    let mut long = two().to_bytes().unwrap();
    long.push(0);
    let error = TensorFile::from_bytes(&long).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file: expected 12 bytes after the header, found 13. Choose a whole safetensors file."
    );
}

#[test]
fn header_length_has_a_limit() {
    let mut bytes = (MAX_HEADER as u64).to_le_bytes().to_vec();
    assert_eq!(
        TensorFile::from_bytes(&bytes).unwrap_err().code(),
        "checkpointTruncated"
    );
    for length in [MAX_HEADER as u64 + 1, u64::MAX] {
        bytes = length.to_le_bytes().to_vec();
        assert_eq!(TensorFile::from_bytes(&bytes).unwrap_err().code(), "checkpointTooLarge");
    }
    let mut wordy = two();
    wordy.metadata.insert("text".into(), "x".repeat(MAX_HEADER));
    assert_eq!(wordy.to_bytes().unwrap_err().code(), "checkpointTooLarge");
}

#[test]
fn a_header_must_be_an_object_of_entries() {
    for header in [
        "",
        "{",
        "[]",
        "7",
        "{} {}",
        "\u{0}",
        r#"{"w":1}"#,
        r#"{"__metadata__":{"a":1}}"#,
        r#"{"w":{}}"#,
    ] {
        assert_eq!(refused(header, &[]).code(), "checkpointMalformed", "{header}");
    }
    let mut not_utf8 = file("{\"w\":1}", &[]);
    not_utf8[10] = 0xff;
    assert_eq!(
        TensorFile::from_bytes(&not_utf8).unwrap_err().code(),
        "checkpointMalformed"
    );
    let deep = "[".repeat(1_000_000);
    assert_eq!(refused(&deep, &[]).code(), "checkpointMalformed");
}

#[test]
fn an_entry_that_cannot_be_read_is_named() {
    for entry in [
        one("F31", "[1]", (0, 4)),
        one("F32", "[-1]", (0, 4)),
        one("F32", "[1e99]", (0, 4)),
        one("F32", "1", (0, 4)),
        one("F32", "[18446744073709551616]", (0, 4)),
    ] {
        let error = refused(&entry, &[0; 4]);
        assert_eq!(error.code(), "checkpointMalformed");
        assert!(
            error.to_string().starts_with("the header: tensor \"w\": "),
            "{entry}: {error}"
        );
    }
}

#[test]
fn offsets_must_fit_the_shape_and_leave_no_gap() {
    let after = |start, end| {
        let (first, second) = (entry("v", "F32", "[2]", (0, 8)), entry("w", "F32", "[1]", (start, end)));
        format!("{{{first},{second}}}")
    };
    for header in [
        one("F32", "[1]", (4, 8)),
        one("F32", "[1]", (4, 0)),
        one("F32", "[2]", (0, 4)),
        one("F32", "[0]", (0, 4)),
        one("F64", "[1]", (0, 4)),
        one("F32", "[1]", (0, usize::MAX)),
        after(4, 8),
        after(9, 13),
        after(usize::MAX, usize::MAX),
    ] {
        let error = refused(&header, &[0; 12]);
        assert_eq!(error.code(), "checkpointMalformed");
        assert!(error.to_string().starts_with("tensor \"w\": "), "{header}: {error}");
    }
    assert!(TensorFile::from_bytes(&file(&after(8, 12), &[0; 12])).is_ok());
}

#[test]
fn entries_may_stand_in_any_order() {
    let header = format!(
        "{{{},{}}}",
        entry("w", "F32", "[1]", (4, 8)),
        entry("v", "F32", "[]", (0, 4))
    );
    let names = |file: TensorFile| file.tensors.into_iter().map(|tensor| tensor.name).collect::<Vec<_>>();
    assert_eq!(
        TensorFile::from_bytes(&file(&header, &[0; 8])).map(names),
        Ok(vec!["v".into(), "w".into()])
    );
}

#[test]
fn absurd_shapes_allocate_nothing() {
    for shape in [
        "[50000001]",
        "[4294967296,4294967296]",
        "[18446744073709551615,2,0]",
        "[1,1,1,1,1,1,1,1,1]",
    ] {
        let error = refused(&one("F32", shape, (0, 4)), &[0; 4]);
        assert_eq!(error.code(), "checkpointTooLarge", "{shape}: {error}");
    }
    // Within the limits, but the bytes are not there.
    let error = refused(&one("F32", "[50000000]", (0, 200_000_000)), &[0; 4]);
    assert_eq!(error.code(), "checkpointTruncated", "{error}");
}

#[test]
fn at_most_10000_tensors() {
    let many = |count: usize| TensorFile {
        tensors: (0..count).map(|i| tensor(&i.to_string(), &[0], &[])).collect(),
        ..TensorFile::default()
    };
    let most = many(MAX_TENSORS);
    let bytes = most.to_bytes().unwrap();
    assert_eq!(TensorFile::from_bytes(&bytes), Ok(most));
    assert_eq!(
        many(MAX_TENSORS + 1).to_bytes().unwrap_err().code(),
        "checkpointTooLarge"
    );
    let entries: Vec<_> = (0..=MAX_TENSORS)
        .map(|i| entry(&i.to_string(), "F32", "[0]", (0, 0)))
        .collect();
    assert_eq!(
        refused(&format!("{{{}}}", entries.join(",")), &[]).to_string(),
        "the file has 10001 tensors, but at most 10000 are allowed. Choose a smaller network."
    );
}

#[test]
fn every_kind_of_float_becomes_f32() {
    let read = |dtype, data: &[u8]| {
        let header = one(dtype, "[2]", (0, data.len()));
        let file = TensorFile::from_bytes(&file(&header, data)).unwrap();
        file.tensors[0].values.clone()
    };
    assert_eq!(read("F16", &[0, 0x3c, 1, 0]), [1.0, 2.0_f32.powi(-24)]);
    assert_eq!(read("BF16", &[0x80, 0x3f, 0x49, 0xc0]), [1.0, -3.140_625]);
    let doubles = [0.1_f64.to_le_bytes(), 1e-300_f64.to_le_bytes()].concat();
    assert_eq!(read("F64", &doubles), [0.1, 0.0]);
}

#[test]
fn other_types_are_refused_by_name() {
    for dtype in ["I64", "U8", "BOOL", "F8_E4M3", "F4", "C64"] {
        let error = refused(&one(dtype, "[1]", (0, 8)), &[0; 8]);
        let expected = format!("tensor \"w\" is of type {dtype}, but must be F32, F16, BF16 or F64. Save it as F32.");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn values_must_be_finite_to_be_written_and_read() {
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let data = [1.0, bad].map(f32::to_le_bytes).concat();
        let file = TensorFile {
            tensors: vec![tensor("w", &[2], &[1.0, bad])],
            ..TensorFile::default()
        };
        for error in [refused(&one("F32", "[2]", (0, 8)), &data), file.to_bytes().unwrap_err()] {
            let expected = format!("value 1 of tensor \"w\" is {bad}, but must be finite. ");
            assert!(error.to_string().starts_with(&expected), "{error}");
        }
    }
    let too_large_for_f32 = 1e300_f64.to_le_bytes();
    assert_eq!(
        refused(&one("F64", "[]", (0, 8)), &too_large_for_f32).code(),
        "checkpointNotFinite"
    );
}

#[test]
fn tensor_names_are_limited_and_unique() {
    let empty = entry("", "F32", "[0]", (0, 0));
    let long = entry(&"n".repeat(MAX_NAME + 1), "F32", "[0]", (0, 0));
    let twice = [entry("w", "F32", "[1]", (0, 4)), entry("w", "F32", "[1]", (0, 4))].join(",");
    for entries in [empty, long, twice] {
        assert_eq!(
            refused(&format!("{{{entries}}}"), &[0; 4]).code(),
            "checkpointMalformed"
        );
    }
    for names in [["", "a"], ["a", "a"], ["__metadata__", "a"]] {
        let file = TensorFile {
            tensors: names.iter().map(|name| tensor(name, &[], &[0.0])).collect(),
            ..TensorFile::default()
        };
        assert_eq!(file.to_bytes().unwrap_err().code(), "checkpointMalformed", "{names:?}");
    }
}

#[test]
fn error_messages_are_bounded() {
    let long = "n".repeat(1_000_000);
    for header in [
        format!("{{{}}}", entry(&long, "F32", "[1]", (0, 4))),
        one(&long, "[1]", (0, 4)),
    ] {
        let message = refused(&header, &[0; 4]).to_string();
        assert!(message.len() < 1_000, "{} characters", message.len());
    }
}

#[test]
fn writing_checks_shapes_against_values() {
    let file = TensorFile {
        tensors: vec![tensor("w", &[2, 2], &[0.0; 3])],
        ..TensorFile::default()
    };
    assert_eq!(
        file.to_bytes().unwrap_err().to_string(),
        "tensor \"w\": expected 16 bytes for shape [2, 2] of F32, found bytes 0 to 12. Choose a whole safetensors file."
    );
}
