//! A network on a device: the layers of an architecture with weights, and the way of an image through them.

use burn::module::{Module, Param};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{Linear, LinearConfig, Relu};
use burn::tensor::{Device, Tensor, TensorData};

use super::architecture::Summary;
use super::init::xavier_uniform;
use crate::config::LayerConfig;
use crate::random::{Stream, stream};

/// One layer with its weights.
#[derive(Module, Debug)]
pub enum Layer {
    /// See [`LayerConfig::Conv2d`].
    Conv2d(Conv2d),
    /// See [`LayerConfig::MaxPool2d`].
    MaxPool2d(MaxPool2d),
    /// See [`LayerConfig::Relu`].
    Relu(Relu),
    /// See [`LayerConfig::Flatten`].
    Flatten(Flatten),
    /// See [`LayerConfig::Dense`].
    Dense(Linear),
}

/// Has no weights; a type of its own because a module's variants hold modules.
#[derive(Module, Debug)]
pub struct Flatten;

/// What flows between layers.
#[derive(Clone, Debug)]
enum Activation {
    /// `[batch, channels, height, width]`
    Image(Tensor<4>),
    /// `[batch, features]`
    Features(Tensor<2>),
}

/// Layers in order; parameters are named `layers.0.weight` and so on.
#[derive(Module, Debug)]
pub struct Network {
    layers: Vec<Layer>,
}

impl Network {
    /// Builds `layers`, whose `summary` was checked, with weights drawn from `seed`.
    #[must_use]
    pub(crate) fn init(
        layers: &[LayerConfig],
        summary: &Summary,
        image: [usize; 3],
        seed: u32,
        device: &Device,
    ) -> Self {
        let mut input: &[usize] = &image;
        let mut built = Vec::with_capacity(layers.len());
        for (i, (layer, row)) in layers.iter().zip(&summary.layers).enumerate() {
            built.push(Layer::init(*layer, input[0], (seed, i), device));
            input = &row.output;
        }
        Self { layers: built }
    }

    /// From pixels `[batch, 1, height, width]` to logits `[batch, num_classes]`.
    ///
    /// # Panics
    /// If the layers do not end in features, which no checked architecture does.
    #[must_use]
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        match self
            .layers
            .iter()
            .fold(Activation::Image(images), |x, layer| layer.forward(x))
        {
            Activation::Features(logits) => logits,
            Activation::Image(_) => unreachable!("a checked architecture ends in a dense layer"),
        }
    }
}

impl Layer {
    /// `depth` is the first dimension of its input; `at` the seed and its position.
    fn init(layer: LayerConfig, depth: usize, at: (u32, usize), device: &Device) -> Self {
        let mut rng = stream(at.0, Stream::Weights { layer: at.1 });
        match layer {
            LayerConfig::Conv2d { channels, kernel } => {
                let area = kernel * kernel;
                let weights = xavier_uniform(channels * depth * area, depth * area, channels * area, &mut rng);
                let mut conv = Conv2dConfig::new([depth, channels], [kernel, kernel]).init(device);
                conv.weight = weight(weights, [channels, depth, kernel, kernel], device);
                conv.bias = Some(weight(vec![0.0; channels], [channels], device));
                Self::Conv2d(conv)
            }
            LayerConfig::MaxPool2d { size } => {
                Self::MaxPool2d(MaxPool2dConfig::new([size, size]).with_strides([size, size]).init())
            }
            LayerConfig::Relu => Self::Relu(Relu::new()),
            LayerConfig::Flatten => Self::Flatten(Flatten),
            LayerConfig::Dense { units } => {
                let weights = xavier_uniform(depth * units, depth, units, &mut rng);
                let mut dense = LinearConfig::new(depth, units).init(device);
                dense.weight = weight(weights, [depth, units], device);
                dense.bias = Some(weight(vec![0.0; units], [units], device));
                Self::Dense(dense)
            }
        }
    }

    fn forward(&self, x: Activation) -> Activation {
        use Activation::{Features, Image};
        match (self, x) {
            (Self::Conv2d(conv), Image(x)) => Image(conv.forward(x)),
            (Self::MaxPool2d(pool), Image(x)) => Image(pool.forward(x)),
            (Self::Relu(relu), Image(x)) => Image(relu.forward(x)),
            (Self::Relu(relu), Features(x)) => Features(relu.forward(x)),
            (Self::Flatten(_), Image(x)) => Features(x.flatten(1, 3)),
            (Self::Flatten(_), Features(x)) => Features(x),
            (Self::Dense(dense), Features(x)) => Features(dense.forward(x)),
            (Self::Conv2d(_) | Self::MaxPool2d(_), Features(_)) | (Self::Dense(_), Image(_)) => {
                unreachable!("a checked architecture gives every layer what it takes")
            }
        }
    }
}

fn weight<const D: usize>(values: Vec<f32>, shape: [usize; D], device: &Device) -> Param<Tensor<D>> {
    Param::from_data(TensorData::new(values, shape), device)
}
