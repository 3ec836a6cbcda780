//! Round trips of random tensor files, through Kiln's reader and the library's.

use proptest::prelude::{Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};
use safetensors::SafeTensors;

use super::*;

fn any_tensor() -> impl Strategy<Value = (Vec<usize>, Vec<f32>)> {
    prop::collection::vec(0..5_usize, 0..=4).prop_flat_map(|shape| {
        let count = shape.iter().product::<usize>();
        let finite = any::<u32>().prop_map(|bits| Some(f32::from_bits(bits)).filter(|value| value.is_finite()));
        let values = prop::collection::vec(finite.prop_map(Option::unwrap_or_default), count);
        values.prop_map(move |values| (shape.clone(), values))
    })
}

fn any_file() -> impl Strategy<Value = TensorFile> {
    // Names of all scripts, quotes and control characters; long ones and reserved ones have tests of their own.
    let name = || prop::collection::vec(any::<char>(), 1..20).prop_map(String::from_iter);
    let metadata = prop::collection::btree_map(name(), name(), 0..5);
    let tensors = prop::collection::btree_map(name(), any_tensor(), 0..8);
    (metadata, tensors).prop_map(|(metadata, tensors)| TensorFile {
        metadata,
        tensors: tensors
            .into_iter()
            .map(|(name, (shape, values))| NamedTensor { name, shape, values })
            .collect(),
    })
}

proptest! {
    #[test]
    fn tensor_files_round_trip(file in any_file()) {
        let bytes = file.to_bytes().unwrap();
        prop_assert_eq!(&bytes, &file.clone().to_bytes().unwrap());
        let read = TensorFile::from_bytes(&bytes).unwrap();
        let bits = |file: &TensorFile| -> Vec<_> {
            file.tensors.iter().flat_map(|tensor| &tensor.values).map(|value| value.to_bits()).collect()
        };
        prop_assert_eq!(bits(&read), bits(&file));
        prop_assert_eq!(read, file);
    }

    #[test]
    fn the_library_reads_what_is_written(file in any_file()) {
        let bytes = file.to_bytes().unwrap();
        let library = SafeTensors::deserialize(&bytes).unwrap();
        prop_assert_eq!(library.len(), file.tensors.len());
        for tensor in &file.tensors {
            let view = library.tensor(&tensor.name).unwrap();
            prop_assert_eq!((view.dtype(), view.shape()), (Dtype::F32, tensor.shape.as_slice()));
            let data: Vec<u8> = tensor.values.iter().flat_map(|value| value.to_le_bytes()).collect();
            prop_assert!(view.data() == data);
        }
    }
}
