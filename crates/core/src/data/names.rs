//! Class names; the files of a dataset only number its classes.

use super::Dataset;
use crate::error::Error;

/// The classes of Fashion-MNIST, in the order of its labels (Xiao, Rasul and Vollgraf 2017).
pub const FASHION_MNIST: [&str; 10] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// "0", "1" and so on.
pub(super) fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|class| class.to_string()).collect()
}

impl Dataset {
    /// The same images with other names for their classes, in the order of the labels.
    ///
    /// # Errors
    /// [`Error::ClassNames`] unless there is one name a class.
    pub fn with_class_names<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let class_names: Vec<String> = names.into_iter().map(Into::into).collect();
        if class_names.len() != self.num_classes {
            return Err(Error::ClassNames {
                expected: self.num_classes,
                found: class_names.len(),
            });
        }
        Ok(Self { class_names, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_class_names_are_numbers() {
        let data = Dataset::synthetic(10, 10, 1).unwrap();
        assert_eq!(data.class_names[9], "9");
        let named = data.clone().with_class_names(FASHION_MNIST).unwrap();
        assert_eq!(
            (named.class_names[9].as_str(), &named.train),
            ("Ankle boot", &data.train)
        );
        assert_eq!(named.info().class_names, named.class_names);
        let error = data.with_class_names(["only one"]).unwrap_err();
        assert_eq!(error, Error::ClassNames { expected: 10, found: 1 });
    }
}
