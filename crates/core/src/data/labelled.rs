//! Datasets from anyone's own images, of any sizes, decoded elsewhere: brought to one size and polarity, and divided
//! into training and test images.

use serde::{Deserialize, Serialize};

use super::stratify::{self, Drawn};
use super::{Dataset, Preprocessing, Split, preprocess};
use crate::error::{Error, Limit, Range};
use crate::random::{Stream, stream};

/// Classes a dataset may have: fewer than 2 leave nothing to tell apart, more no longer fit a screen.
pub const CLASSES: std::ops::RangeInclusive<usize> = 2..=100;
/// Sides an image may be brought to, in pixels.
pub const SIZES: std::ops::RangeInclusive<usize> = 8..=128;

/// An image with its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledImage {
    /// Grayscale, row-major `[height, width]`.
    pub pixels: Vec<u8>,
    /// In pixels, at least 1.
    pub height: usize,
    /// In pixels, at least 1.
    pub width: usize,
    /// Position in the class names.
    pub class: usize,
    /// Whether it is a test image; drawn at random if absent.
    pub test: Option<bool>,
}

/// Preprocessing of the images, and the test split.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LabelledOptions {
    /// Height and width of the dataset's images, in pixels, 8 to 128; 28 unless said.
    pub size: usize,
    /// Fraction of test images among those that are not assigned, 0 to 0.5; 0.2 unless said.
    pub test_share: f64,
    /// Whether images are inverted, dark to bright. If absent they are where the borders of the images, which show
    /// background, are brighter than middle gray on average, so that ink is bright.
    #[cfg_attr(feature = "typescript", tsify(type = "boolean | null"))]
    pub invert: Option<bool>,
    /// Whether each image is cropped to its ink and centred as MNIST's are, rather than kept whole.
    pub center: bool,
}

impl Default for LabelledOptions {
    fn default() -> Self {
        Self {
            size: 28,
            test_share: 0.2,
            invert: None,
            center: false,
        }
    }
}

impl Dataset {
    /// Makes a dataset of labelled images, in 2 to 100 classes. Images keep their aspect ratio, background fills the
    /// rest, and their order stays; test images are drawn from the seed, stratified by class, and never the last image
    /// of a class.
    ///
    /// ```
    /// use kiln_core::data::Dataset;
    /// use kiln_core::data::labelled::{LabelledImage, LabelledOptions};
    ///
    /// // Black ink on white paper: it is inverted.
    /// let image = |class: usize| LabelledImage {
    ///     pixels: (0..400).map(|i| if i % 20 == 5 + 5 * class { 0 } else { 255 }).collect(),
    ///     height: 20,
    ///     width: 20,
    ///     class,
    ///     test: None,
    /// };
    /// let images = (0..10).map(|i| image(i % 2)).collect();
    /// let names = vec!["left".to_owned(), "right".to_owned()];
    /// let data = Dataset::from_images(images, names, &LabelledOptions::default(), 1)?;
    /// assert_eq!((data.train.len(), data.test.len(), data.train.height), (8, 2, 28));
    /// assert_eq!(data.preprocessing.inverted, Some(true));
    /// # Ok::<(), kiln_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NumClasses`], [`Error::Config`] for an option out of its range, [`Error::LabelledImage`] for an image
    /// of another size than it says or of no class, [`Error::EmptyClass`] for a class without training images, and
    /// [`Error::NoImages`] where no test image comes about.
    pub fn from_images(
        images: Vec<LabelledImage>,
        class_names: Vec<String>,
        options: &LabelledOptions,
        seed: u32,
    ) -> Result<Self, Error> {
        let mut builder = LabelledBuilder::new(class_names, options)?;
        images.into_iter().try_for_each(|image| builder.add(image))?;
        builder.finish(seed)
    }
}

/// Builder of a dataset, image by image, so that none is held longer than it takes to bring it to the dataset's size.
#[derive(Debug)]
pub struct LabelledBuilder {
    class_names: Vec<String>,
    options: LabelledOptions,
    labels: Vec<u8>,
    tests: Vec<Option<bool>>,
    /// The images as they are, and inverted, `[n, size, size]` each; one is empty where `invert` is given.
    variants: [Vec<u8>; 2],
    /// Sum of the border brightness of all images.
    brightness: f64,
}

impl LabelledBuilder {
    /// Before the first image.
    ///
    /// # Errors
    /// [`Error::NumClasses`], and [`Error::Config`] for an option out of its range.
    pub fn new(class_names: Vec<String>, options: &LabelledOptions) -> Result<Self, Error> {
        check(class_names.len(), options)?;
        Ok(Self {
            class_names,
            options: *options,
            labels: Vec::new(),
            tests: Vec::new(),
            variants: [Vec::new(), Vec::new()],
            brightness: 0.0,
        })
    }

    /// Adds the next image.
    ///
    /// # Errors
    /// [`Error::LabelledImage`] for an image of another size than it says or of no class.
    pub fn add(&mut self, mut image: LabelledImage) -> Result<(), Error> {
        check_image(&image, self.labels.len(), self.class_names.len())?;
        let LabelledOptions {
            size, invert, center, ..
        } = self.options;
        let bring = if center { preprocess::center } else { preprocess::fit };
        self.brightness += border_brightness(&image.pixels, image.width, image.height);
        self.labels.push(image.class as u8);
        self.tests.push(image.test);
        for (inverted, variant) in [false, true].into_iter().zip(&mut self.variants) {
            if inverted {
                image.pixels.iter_mut().for_each(|pixel| *pixel = 255 - *pixel);
            }
            if invert.is_none_or(|invert| invert == inverted) {
                variant.extend(bring(&image.pixels, image.width, image.height, size, size));
            }
        }
        Ok(())
    }

    /// The dataset of all images that were added.
    ///
    /// # Errors
    /// [`Error::EmptyClass`] for a class without training images, and [`Error::NoImages`] where no test image comes about.
    pub fn finish(self, seed: u32) -> Result<Dataset, Error> {
        let Self {
            class_names,
            options,
            labels,
            tests,
            variants: [plain, inverted],
            brightness,
        } = self;
        let num_classes = class_names.len();
        let free: Vec<u32> = (0..labels.len() as u32)
            .filter(|&index| tests[index as usize].is_none())
            .collect();
        let count = (options.test_share * free.len() as f64).round() as usize;
        let mut rng = stream(seed, Stream::Split);
        let Drawn { drawn, .. } = stratify::draw(&free, &labels, num_classes, count, 1, &mut rng);

        let size = options.size;
        // They are of one making, and a single image whose ink touches its border says nothing: bright borders are
        // those that are brighter than middle gray on the average of all images.
        let bright_borders = brightness > 127.5 * labels.len() as f64;
        let invert = options.invert.unwrap_or(bright_borders);
        let images = if invert {
            drop(plain);
            inverted
        } else {
            drop(inverted);
            plain
        };
        let empty = Split {
            images: Vec::new(),
            labels: Vec::new(),
            height: size,
            width: size,
        };
        let (mut train, mut test) = (empty.clone(), empty);
        for (index, image) in images.chunks_exact(size * size).enumerate() {
            let drawn = || drawn.binary_search(&(index as u32)).is_ok();
            let split = if tests[index].unwrap_or_else(drawn) {
                &mut test
            } else {
                &mut train
            };
            split.images.extend(image);
            split.labels.push(labels[index]);
        }
        if let Some(class) = train.counts(num_classes).iter().position(|&count| count == 0) {
            let name = class_names[class].clone();
            return Err(Error::EmptyClass { class, name });
        }
        if test.is_empty() {
            return Err(Error::NoImages { split: "test" });
        }
        Ok(Dataset {
            train,
            test,
            num_classes,
            class_names,
            preprocessing: Preprocessing {
                centered: Some(options.center),
                inverted: Some(invert),
            },
        })
    }
}

fn check(num_classes: usize, options: &LabelledOptions) -> Result<(), Error> {
    if !CLASSES.contains(&num_classes) {
        return Err(Error::NumClasses { found: num_classes });
    }
    let sizes = Range::between(*SIZES.start() as f64, *SIZES.end() as f64).whole();
    Limit::new("size", sizes).noting(" pixels").check(options.size as f64)?;
    Range::between(0.0, 0.5).check("testShare", options.test_share)
}

fn check_image(image: &LabelledImage, index: usize, num_classes: usize) -> Result<(), Error> {
    let reason = if image.width.checked_mul(image.height) != Some(image.pixels.len()) || image.pixels.is_empty() {
        let (width, height, found) = (image.width, image.height, image.pixels.len());
        format!("expected {width} x {height} pixels, at least one, found {found}. Decode it again as grayscale")
    } else if image.class >= num_classes {
        format!(
            "expected a class below {num_classes}, found {}. Name its class",
            image.class
        )
    } else {
        return Ok(());
    };
    Err(Error::LabelledImage { index, reason })
}

/// Whether the border of an image is brighter than middle gray, so that what it shows is dark on bright.
///
/// `pixels`: grayscale, row-major `[height, width]`, at least one.
///
/// # Panics
/// Where `pixels` has fewer than `height * width` bytes.
#[must_use]
pub fn has_bright_border(pixels: &[u8], width: usize, height: usize) -> bool {
    border_brightness(pixels, width, height) > 127.5
}

/// Mean of the pixels at the border, 0 to 255.
fn border_brightness(pixels: &[u8], width: usize, height: usize) -> f64 {
    let border = (0..height).flat_map(|y| {
        let step = if y == 0 || y + 1 == height {
            1
        } else {
            (width - 1).max(1)
        };
        (0..width).step_by(step).map(move |x| y * width + x)
    });
    let (sum, count) = border.fold((0.0, 0.0), |(sum, count), i| (sum + f64::from(pixels[i]), count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests;
