//! PNG and JPEG images as grayscale. An image is a claim by a stranger: how large it may become is bounded before it is
//! decoded.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Most pixels along a side.
const MAX_SIDE: u32 = 8192;
/// Most memory that decoding one image may take, in bytes: a photo of 50 megapixels.
const MAX_DECODED: u64 = 256 << 20;
/// Largest file, in bytes.
pub const MAX_FILE: u64 = 32 << 20;

/// Decodes an image, upright, as grayscale; where it is transparent it lies on white, as on paper.
pub fn decode(bytes: &[u8]) -> Result<GrayImage, String> {
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
    fn what_is_transparent_lies_on_white() {
        let mut image = GrayAlphaImage::from_pixel(3, 1, LumaA([0, 0]));
        image.put_pixel(1, 0, LumaA([0, 255]));
        image.put_pixel(2, 0, LumaA([0, 51]));
        let gray = decode(&png(&image.into())).unwrap();
        assert_eq!(gray.into_raw(), [255, 0, 204]);
    }

    #[test]
    fn an_image_that_claims_too_much_is_not_decoded() {
        let wide = GrayImage::new(MAX_SIDE + 1, 1);
        assert!(decode(&png(&wide.into())).unwrap_err().contains("cannot be decoded"));
    }

    #[test]
    fn what_is_no_image_says_so() {
        assert!(decode(b"<html>").unwrap_err().contains("expected a PNG or JPEG"));
        let cut = &png(&GrayImage::new(30, 30).into())[..60];
        assert!(decode(cut).unwrap_err().contains("cannot be decoded"));
    }
}
