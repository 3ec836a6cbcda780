//! PNG and JPEG images as grayscale, decoded in one way for training, evaluation and prediction. Files are untrusted:
//! how large an image may become is bounded before it is decoded.

use std::io::Cursor;

use image::imageops::thumbnail;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Most pixels along a side.
const MAX_SIDE: u32 = 8192;
/// Most memory that decoding one image may take, in bytes: a photo of 50 megapixels.
const MAX_DECODED: u64 = 256 << 20;
/// Largest file, in bytes.
pub const MAX_FILE: u64 = 32 << 20;

/// Images larger than this are made smaller as soon as they are read: it is twice the largest side a dataset may have.
const KEPT_SIDE: u32 = 256;

/// The image that the bytes of a file are, at most [`KEPT_SIDE`] pixels along each side. Adds the pixels that it said
/// it has to `decoded`, also where it turns out to be damaged: they are the work that it makes.
pub fn read(bytes: &[u8], decoded: &mut u64) -> Result<GrayImage, String> {
    let image = decode(bytes, decoded)?;
    let (width, height) = image.dimensions();
    let longer = width.max(height);
    if longer <= KEPT_SIDE {
        return Ok(image);
    }
    let shorter = |side: u32| (side * KEPT_SIDE / longer).max(1);
    Ok(thumbnail(&image, shorter(width), shorter(height)))
}

/// Decodes an image, upright, as grayscale; where it is transparent it lies on white, as on paper.
fn decode(bytes: &[u8], decoded: &mut u64) -> Result<GrayImage, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err("expected a PNG or JPEG image, found something else".into());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let damaged = |error| format!("it cannot be decoded: {error}");
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    // What the limits above are for is the decoder's own memory.
    let (size, limit) = (decoder.total_bytes(), MAX_DECODED);
    let (width, height) = decoder.dimensions();
    if size > limit {
        return Err(format!(
            "its {width} x {height} pixels take {} MiB, more than the {} allowed",
            size >> 20,
            limit >> 20
        ));
    }
    *decoded += u64::from(width) * u64::from(height);
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    image.apply_orientation(orientation);
    Ok(gray(&image))
}

fn gray(image: &DynamicImage) -> GrayImage {
    if !image.color().has_alpha() {
        return image.to_luma8();
    }
    let both = image.to_luma_alpha8();
    let on_white = |[gray, alpha]: [u8; 2]| {
        let (gray, alpha) = (u32::from(gray), u32::from(alpha));
        ((gray * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    GrayImage::from_fn(both.width(), both.height(), |x, y| {
        image::Luma([on_white(both.get_pixel(x, y).0)])
    })
}

#[cfg(test)]
mod tests {
    use image::{GrayAlphaImage, LumaA};

    use super::*;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn transparency_is_blended_with_white() {
        let mut image = GrayAlphaImage::from_pixel(3, 1, LumaA([0, 0]));
        image.put_pixel(1, 0, LumaA([0, 255]));
        image.put_pixel(2, 0, LumaA([0, 51]));
        let gray = decode(&png(&image.into()), &mut 0).unwrap();
        assert_eq!(gray.into_raw(), [255, 0, 204]);
    }

    #[test]
    fn image_dimensions_are_limited_before_decoding() {
        let wide = GrayImage::new(MAX_SIDE + 1, 1);
        assert!(
            decode(&png(&wide.into()), &mut 0)
                .unwrap_err()
                .contains("cannot be decoded")
        );
        // 16 bits of four colours: 8 bytes a pixel. The header alone says so.
        let deep = image::ImageBuffer::<image::Rgba<u16>, _>::new(1, 1);
        let mut deep = png(&DynamicImage::ImageRgba16(deep));
        deep[16..24].copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x20, 0]);
        let crc = crc(&deep[12..29]).to_be_bytes();
        deep[29..33].copy_from_slice(&crc);
        let refused = decode(&deep, &mut 0).unwrap_err();
        assert!(refused.contains("8192 x 8192 pixels take 512 MiB"), "{refused}");
    }

    /// PNG's own, bit by bit.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
        })
    }

    #[test]
    fn large_images_are_shrunk_on_decoding() {
        let image = GrayImage::from_fn(600, 300, |x, _| image::Luma([if x < 300 { 0 } else { 255 }]));
        let mut decoded = 0;
        let read = read(&png(&image.into()), &mut decoded).unwrap();
        assert_eq!(decoded, 600 * 300);
        assert_eq!(read.dimensions(), (256, 128));
        assert_eq!((read.get_pixel(3, 3).0, read.get_pixel(250, 100).0), ([0], [255]));
    }

    #[test]
    fn files_that_are_no_images_are_refused() {
        assert!(
            decode(b"<html>", &mut 0)
                .unwrap_err()
                .contains("expected a PNG or JPEG")
        );
        let cut = &png(&GrayImage::new(30, 30).into())[..60];
        assert!(decode(cut, &mut 0).unwrap_err().contains("cannot be decoded"));
    }
}
