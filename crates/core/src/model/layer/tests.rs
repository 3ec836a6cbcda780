use super::*;
use crate::model::param::Initializer;

/// One of every kind.
pub(crate) fn all() -> Vec<LayerConfig> {
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
fn layer_fields_have_defaults_and_unknown_ones_are_refused() {
    let read = |json: &str| serde_json::from_str::<LayerConfig>(json);
    assert_eq!(
        read(r#"{"type":"conv2d","channels":4,"kernel":3}"#).unwrap(),
        Conv2d::new(4, 3).into()
    );
    assert_eq!(read(r#"{"type":"relu"}"#).unwrap(), Relu {}.into());
    // PyTorch's.
    assert_eq!(
        read(r#"{"type":"leakyRelu"}"#).unwrap(),
        LeakyRelu { slope: 0.01 }.into()
    );
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
fn nested_blocks_have_a_depth_limit() {
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

/// Layers that learn weights, on a small input.
fn learning() -> [(LayerConfig, &'static [usize]); 8] {
    [
        (Conv2d::new(4, 3).into(), &[2, 5, 5]),
        (Dense { units: 3 }.into(), &[7]),
        (Dense { units: 3 }.into(), &[6, 7]),
        (Patches { size: 2, dim: 5 }.into(), &[3, 4, 4]),
        (
            Lstm {
                units: 4,
                return_sequences: true,
            }
            .into(),
            &[6, 3],
        ),
        (
            Gru {
                units: 4,
                return_sequences: false,
            }
            .into(),
            &[6, 3],
        ),
        (
            TransformerEncoder {
                heads: 2,
                hidden: 6,
                dropout: 0.0,
            }
            .into(),
            &[3, 4],
        ),
        (
            Residual {
                layers: vec![
                    Conv2d {
                        stride: 2,
                        ..Conv2d::same(4, 3)
                    }
                    .into(),
                ],
            }
            .into(),
            &[2, 4, 4],
        ),
    ]
}

#[test]
fn fans_of_weights_match_their_connections() {
    let fans = learning().map(|(layer, input)| {
        let params = layer.layer().plan(input).unwrap().params;
        let drawn = params.iter().filter_map(|spec| match spec.initializer {
            Initializer::Drawn { fan_in, fan_out } => Some([fan_in, fan_out]),
            _ => None,
        });
        drawn.collect::<Vec<_>>()
    });
    let expected: [&[[usize; 2]]; 8] = [
        // A filter's pixels count, on both sides.
        &[[2 * 9, 4 * 9]],
        &[[7, 3]],
        &[[7, 3]],
        &[[3 * 4, 5]],
        // Each gate is a layer of its own, and so is each projection of attention.
        &[[3, 4], [4, 4]],
        &[[3, 4], [4, 4]],
        &[[4, 4], [4, 4], [4, 6], [6, 4]],
        &[[2 * 9, 4 * 9], [2, 4]],
    ];
    assert_eq!(fans.each_ref().map(Vec::as_slice), expected);
    // As in the code of Dosovitskiy et al.
    let positions = Patches { size: 2, dim: 5 }.plan(&[3, 4, 4]).unwrap().params;
    assert_eq!(positions[2].initializer, Initializer::Normal { std: 0.02 });
}

#[test]
fn multiply_adds_match_hand_counts() {
    let counts = learning().map(|(layer, input)| layer.layer().plan(input).unwrap().multiply_adds);
    let expected = [
        4 * 2 * 9 * 3 * 3,
        7 * 3,
        6 * 7 * 3,
        4 * (3 * 2 * 2) * 5,
        6 * 4 * 4 * (3 + 4),
        6 * 3 * 4 * (3 + 4),
        // Four projections; scores and what they mix; the perceptron.
        3 * 4 * 4 * 4 + 2 * 3 * 3 * 4 + 2 * 3 * 4 * 6,
        4 * 2 * 9 * 2 * 2 + 2 * 4 * 2 * 2,
    ];
    assert_eq!(counts, expected);
}

/// Rough on purpose, and meant to be above what is kept: it is what a network is refused by that no memory would hold.
#[test]
fn plans_count_values_kept_for_backward() {
    let kept = learning().map(|(layer, input)| layer.layer().plan(input).unwrap().scratch);
    let expected = [
        0,
        0,
        0,
        3 * 4 * 4,
        // Gates, and twice what they are made of.
        6 * (4 * 4) * 3,
        6 * (3 * 4) * 3,
        // Attention of two heads before and after the softmax, the perceptron's, and eight times its features.
        2 * 3 * 3 * 2 + 3 * 6 * 2 + 3 * 4 * 8,
        2 * 4 * 2 * 2,
    ];
    assert_eq!(kept, expected);
}

#[test]
fn residual_shortcut_fits_height_and_width() {
    let shrinking = |kernel| Residual {
        layers: vec![Conv2d::new(1, kernel).into()],
    };
    // Strides of 2 make 4 of 7, not 5; and 2 of 4.
    assert!(shrinking(3).plan(&[1, 7, 4]).is_err());
    assert!(shrinking(3).plan(&[1, 4, 7]).is_err());
    assert_eq!(shrinking(3).plan(&[1, 4, 4]).unwrap().output, [1, 2, 2]);
}
