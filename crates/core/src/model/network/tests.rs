//! One layer after the other, as networks are defined, beside what computes several at once.

use burn::tensor::{Device, Distribution, Tensor};

use super::*;
use crate::model::layer::{Dense, Dropout, Flatten, LayerConfig, Patches, TransformerEncoder};
use crate::model::preset;

impl Network {
    /// Passes images through one layer after the other, with a look at what comes out of each.
    pub(crate) fn walk(
        &self,
        images: Tensor<4>,
        context: &ForwardContext,
        mut look: impl FnMut(&Activation),
    ) -> Activation {
        let mut x = Activation::Image(images);
        let mut rest = self.weights(&self.params);
        for (index, layer) in self.architecture.layers.iter().enumerate() {
            let (own, after) = rest.split_off(&format!("layers.{index}."));
            context.layer.set(index);
            x = layer.layer().forward(x, own, context);
            look(&x);
            rest = after;
        }
        x
    }
}

#[test]
fn fused_layers_match_separate_layers() {
    let device = Device::flex();
    device.seed(1);
    for preset in preset::all() {
        let architecture = Architecture::new(&preset.config.layers, [1, 28, 28], 10).expect("a preset fits");
        let network = Network::init(architecture.into(), &Initialization::default(), 1, &device);
        let images = Tensor::<4>::random([3, 1, 28, 28], Distribution::Uniform(0.0, 1.0), &device);
        let alone = network
            .walk(images.clone(), &ForwardContext::inference(), |_| {})
            .flatten();
        let far = (alone - network.predict(images)).abs().max().into_scalar::<f32>();
        assert!(far < 1e-5, "{}: {far}", preset.id);
    }
}

/// A unit that is active at the odd edge alone, which pooling leaves out, is not dead; nor does it count as one of
/// another layer.
#[test]
fn dead_units_are_the_same_with_fused_layers() {
    let device = Device::flex().autodiff();
    device.seed(2);
    let mut looked = 0;
    for preset in preset::all() {
        let layers: Vec<LayerConfig> = preset.config.layers;
        // Patches fill no image of an odd size, and pooling has no odd edge in one of another.
        let Ok(architecture) = Architecture::new(&layers, [1, 27, 27], 10) else {
            continue;
        };
        let network = Network::init(architecture.into(), &Initialization::default(), 1, &device);
        let images = Tensor::<4>::random([1, 1, 27, 27], Distribution::Uniform(-2.0, 0.2), &device);
        let dead = |walk: &dyn Fn(&ForwardContext)| {
            let context = ForwardContext::training(1, 1, Some(0.0), true);
            walk(&context);
            let dead = context.dead.expect("somebody looks").into_inner();
            dead.into_iter()
                .map(|(layer, fraction)| (layer, fraction.into_scalar::<f32>()))
                .collect::<Vec<_>>()
        };
        let tracked = Network {
            params: network.tracked(),
            ..network.clone()
        };
        let alone = dead(&|context| drop(tracked.walk(images.clone(), context, |_| {})));
        let together = dead(&|context| drop(network.forward(&tracked.params, images.clone(), context)));
        assert_eq!(alone, together, "{}", preset.id);
        looked += alone.len();
    }
    assert!(looked > 10, "{looked}");
}

/// A network with dropout predicts as one without, and the same each time.
#[test]
fn prediction_applies_no_dropout() {
    let device = Device::flex();
    device.seed(3);
    let images = Tensor::<4>::random([3, 1, 28, 28], Distribution::Uniform(0.0, 1.0), &device);
    let network = |dropout| {
        let encoder = TransformerEncoder {
            heads: 2,
            hidden: 6,
            dropout,
        };
        let layers: [LayerConfig; 6] = [
            Dropout { rate: dropout }.into(),
            Patches { size: 7, dim: 8 }.into(),
            encoder.into(),
            Flatten {}.into(),
            Dropout { rate: dropout }.into(),
            Dense { units: 10 }.into(),
        ];
        let architecture = Architecture::new(&layers, [1, 28, 28], 10).expect("they fit");
        Network::init(architecture.into(), &Initialization::default(), 1, &device)
    };
    let values = |logits: Tensor<2>| logits.into_data().try_to_vec::<f32>().unwrap();
    let (dropping, whole) = (network(0.5), network(0.0));
    let expected = values(whole.predict(images.clone()));
    for _ in 0..2 {
        assert_eq!(values(dropping.predict(images.clone())), expected);
    }
    let context = ForwardContext::training(1, 1, None, false);
    let learning = dropping.forward(&dropping.params, images.clone(), &context);
    assert_ne!(values(learning), expected);
}
