//! Names of classes as they are typed.

use std::str::FromStr;

use kiln_core::data::names::FASHION_MNIST;

/// In the order of the labels, each one said and none twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes(pub Vec<String>);

impl FromStr for Classes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "fashion-mnist" {
            return Ok(Self(FASHION_MNIST.map(str::to_owned).to_vec()));
        }
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        for (index, name) in names.iter().enumerate() {
            if name.is_empty() {
                return Err(format!(
                    "expected names with commas between, a,b,c; found nothing for class {index}"
                ));
            }
            if let Some(first) = names[..index].iter().position(|other| other == name) {
                return Err(format!(
                    "expected another name for each class, found {name:?} for class {first} and class {index}"
                ));
            }
        }
        Ok(Self(names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_unique_and_not_empty() {
        let names = |text: &str| text.parse::<Classes>().map(|Classes(names)| names);
        assert_eq!(names("a, b ,c").unwrap(), ["a", "b", "c"]);
        assert_eq!(names("fashion-mnist").unwrap().len(), 10);
        for text in ["", ",,,,", "a,,c", "a,b,", "a, ,b"] {
            assert!(names(text).unwrap_err().contains("found nothing for class"), "{text}");
        }
        assert!(names("a,b,a").unwrap_err().contains("\"a\" for class 0 and class 2"));
    }
}
