//! Fingerprint of a dataset, in 32 bits: enough to notice that a run would go on with other images.

use flate2::Crc;

use super::{Dataset, Split};

impl Dataset {
    /// A checksum (CRC-32) of all images and labels.
    #[must_use]
    pub fn fingerprint(&self) -> u32 {
        let mut crc = Crc::new();
        for Split {
            images,
            labels,
            height,
            width,
        } in [&self.train, &self.test]
        {
            crc.update(
                &[*height as u32, *width as u32, labels.len() as u32]
                    .map(u32::to_le_bytes)
                    .concat(),
            );
            crc.update(images);
            crc.update(labels);
        }
        crc.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_depends_on_every_pixel_and_label() {
        let data = Dataset::synthetic(5, 5, 1).unwrap();
        assert_eq!(data.fingerprint(), data.clone().fingerprint());
        let mut other = data.clone();
        other.test.images[7] ^= 1;
        assert_ne!(data.fingerprint(), other.fingerprint());
        let mut other = data.clone();
        other.train.labels.rotate_left(1);
        assert_ne!(data.fingerprint(), other.fingerprint());
    }
}
