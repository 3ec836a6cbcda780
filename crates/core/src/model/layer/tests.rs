use super::*;

/// One of every kind.
fn all() -> Vec<LayerConfig> {
    vec![
        Conv2d::new(2, 3).into(),
        MaxPool2d { size: 2 }.into(),
        AvgPool2d { size: 2 }.into(),
        GlobalAvgPool {}.into(),
        BatchNorm {}.into(),
        LayerNorm {}.into(),
        Dropout { rate: 0.5 }.into(),
        Flatten {}.into(),
        Dense { units: 3 }.into(),
        Relu {}.into(),
        LeakyRelu::default().into(),
        Gelu {}.into(),
        Sigmoid {}.into(),
        Tanh {}.into(),
        Silu {}.into(),
        Residual {
            layers: vec![Relu {}.into()],
        }
        .into(),
        Lstm {
            units: 2,
            return_sequences: true,
        }
        .into(),
        Gru {
            units: 2,
            return_sequences: false,
        }
        .into(),
        Patches { size: 7, dim: 8 }.into(),
        TransformerEncoder {
            heads: 2,
            hidden: 4,
            dropout: 0.1,
        }
        .into(),
    ]
}

#[test]
fn every_layer_round_trips_under_its_own_name() {
    for layer in all() {
        let json = serde_json::to_value(&layer).unwrap();
        assert_eq!(json["type"], layer.name());
        assert_eq!(serde_json::from_value::<LayerConfig>(json).unwrap(), layer);
    }
}

#[test]
fn what_is_left_out_is_usual_and_what_is_unknown_is_refused() {
    let read = |json: &str| serde_json::from_str::<LayerConfig>(json);
    assert_eq!(
        read(r#"{"type":"conv2d","channels":4,"kernel":3}"#).unwrap(),
        Conv2d::new(4, 3).into()
    );
    assert_eq!(read(r#"{"type":"relu"}"#).unwrap(), Relu {}.into());
    for wrong in [
        r#"{"type":"conv2d","channels":4}"#,
        r#"{"type":"conv2d","channels":4,"kernel":3,"strides":2}"#,
        r#"{"type":"relu","slope":1}"#,
        r#"{"type":"dense","units":-1}"#,
        r#"{"type":"conv3d"}"#,
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn impossible_numbers_are_refused_and_never_overflow() {
    let huge = usize::MAX;
    let image = [1, 28, 28];
    let on_image: Vec<LayerConfig> = vec![
        Conv2d::new(huge, 3).into(),
        Conv2d::same(1, huge).into(),
        Conv2d::new(1, 0).into(),
        Conv2d {
            stride: 0,
            ..Conv2d::new(1, 3)
        }
        .into(),
        Conv2d::same(1, 4).into(),
        AvgPool2d { size: huge }.into(),
        Patches { size: 5, dim: 4 }.into(),
        Patches { size: 7, dim: huge }.into(),
        Lstm {
            units: huge,
            return_sequences: false,
        }
        .into(),
        Dropout { rate: 1.0 }.into(),
        Dropout { rate: f64::NAN }.into(),
        LeakyRelu { slope: 2.0 }.into(),
        Residual { layers: vec![] }.into(),
        Residual {
            layers: vec![Flatten {}.into()],
        }
        .into(),
    ];
    for layer in on_image {
        assert!(layer.layer().plan(&image).is_err(), "{layer:?}");
    }
    let encoder = |heads, hidden| TransformerEncoder {
        heads,
        hidden,
        dropout: 0.0,
    };
    for layer in [encoder(3, 4), encoder(0, 4), encoder(2, 0), encoder(2, huge)] {
        assert!(layer.plan(&[16, 8]).is_err(), "{layer:?}");
    }
}

#[test]
fn a_deep_nest_is_refused() {
    let mut layer: LayerConfig = Relu {}.into();
    for _ in 0..20 {
        layer = Residual { layers: vec![layer] }.into();
    }
    assert!(layer.layer().plan(&[1, 4, 4]).unwrap_err().to_string().contains("deep"));
}

#[test]
fn a_layer_within_a_block_is_named_in_its_error() {
    let layers = vec![Relu {}.into(), Conv2d::new(2, 30).into()];
    let error = Residual { layers }.plan(&[1, 28, 28]).unwrap_err().to_string();
    assert!(error.contains("layer 2 (conv2d)"), "{error}");
}
