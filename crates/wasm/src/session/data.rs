//! The dataset of a session. Nothing here needs the run, so that one under way is not disturbed; only another dataset
//! ends it.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use kiln_core::config::RunConfig;
use kiln_core::data::novelty::{Novelty, NoveltyDetector};
use kiln_core::data::preview::preview;
use kiln_core::data::{Dataset, IdxFiles, Split, audit};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::Session;
use crate::{error, from_js, to_js};

/// A dataset, and what its images look like, which is measured when it is first asked for.
#[derive(Debug)]
pub(super) struct Loaded {
    data: Arc<Dataset>,
    novelty: OnceCell<Option<NoveltyDetector>>,
}

#[wasm_bindgen]
impl Session {
    /// Takes a dataset from four IDX files, plain or gzip; ends the run.
    #[wasm_bindgen(js_name = loadIdx, unchecked_return_type = "DatasetInfo")]
    pub fn load_idx(
        &self,
        #[wasm_bindgen(js_name = trainImages)] train_images: &[u8],
        #[wasm_bindgen(js_name = trainLabels)] train_labels: &[u8],
        #[wasm_bindgen(js_name = testImages)] test_images: &[u8],
        #[wasm_bindgen(js_name = testLabels)] test_labels: &[u8],
    ) -> Result<JsValue, JsValue> {
        self.load(Dataset::from_idx(IdxFiles {
            train_images,
            train_labels,
            test_images,
            test_labels,
        }))
    }

    /// Takes the built-in digits; ends the run.
    #[wasm_bindgen(js_name = loadSynthetic, unchecked_return_type = "DatasetInfo")]
    pub fn load_synthetic(
        &self,
        #[wasm_bindgen(js_name = numTrain)] num_train: usize,
        #[wasm_bindgen(js_name = numTest)] num_test: usize,
        seed: u32,
    ) -> Result<JsValue, JsValue> {
        self.load(Dataset::synthetic(num_train, num_test, seed))
    }

    /// `count` images from `start`, fewer where the split ends: grayscale, row-major.
    #[wasm_bindgen]
    pub fn images(
        &self,
        #[wasm_bindgen(unchecked_param_type = "'train' | 'test'")] split: &str,
        start: usize,
        count: usize,
    ) -> Result<Vec<u8>, JsValue> {
        self.strip(split, start, count, |split, from, to| {
            let size = split.height * split.width;
            split.images[from * size..to * size].to_vec()
        })
    }

    /// The classes of the same images.
    #[wasm_bindgen]
    pub fn labels(
        &self,
        #[wasm_bindgen(unchecked_param_type = "'train' | 'test'")] split: &str,
        start: usize,
        count: usize,
    ) -> Result<Vec<u8>, JsValue> {
        self.strip(split, start, count, |split, from, to| split.labels[from..to].to_vec())
    }

    /// `count` of the images that a run of `config` learns from, from `start` on and round again, each followed by what
    /// `numEpochs` epochs from `epoch` (1 and up) on see in its place: grayscale, row-major.
    pub fn augmented(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RunConfig")] config: JsValue,
        start: usize,
        count: usize,
        epoch: usize,
        #[wasm_bindgen(js_name = numEpochs)] num_epochs: usize,
    ) -> Result<Vec<u8>, JsValue> {
        let config: RunConfig = from_js(config)?;
        let (images, epochs) = (from(start, count), from(epoch, num_epochs));
        preview(self.data()?, &config.data, config.seed, images, epochs).map_err(error::from_core)
    }

    /// Audit of the dataset: duplicates, conflicting labels, leaks and blanks among its training images.
    #[wasm_bindgen(unchecked_return_type = "CleaningReport")]
    pub fn cleaning(&self) -> Result<JsValue, JsValue> {
        to_js(&audit::report(&*self.data()?))
    }
}

impl Session {
    fn load(&self, data: Result<Dataset, kiln_core::Error>) -> Result<JsValue, JsValue> {
        self.idle()?;
        let data = data.map_err(error::from_core)?;
        let info = to_js(&data.info())?;
        *self.run.borrow_mut() = None;
        *self.data.borrow_mut() = Some(Loaded {
            data: Arc::new(data),
            novelty: OnceCell::new(),
        });
        Ok(info)
    }

    /// Novelty of a preprocessed image.
    pub(super) fn novelty(&self, seen: &[u8]) -> Option<Novelty> {
        let loaded = self.data.borrow();
        let Loaded { data, novelty } = loaded.as_ref()?;
        let detector = novelty.get_or_init(|| NoveltyDetector::new(&data.test));
        detector.as_ref().map(|detector| detector.judge(seen))
    }

    pub(super) fn data(&self) -> Result<Arc<Dataset>, JsValue> {
        self.data
            .borrow()
            .as_ref()
            .map(|loaded| loaded.data.clone())
            .ok_or_else(|| error::missing(error::ModuleErrorCode::NoData, "dataset", "loadIdx or loadSynthetic"))
    }

    fn strip(
        &self,
        split: &str,
        start: usize,
        count: usize,
        copy: impl FnOnce(&Split, usize, usize) -> Vec<u8>,
    ) -> Result<Vec<u8>, JsValue> {
        let data = self.data()?;
        let split = if split == "train" { &data.train } else { &data.test };
        let from = start.min(split.len());
        Ok(copy(split, from, from.saturating_add(count).min(split.len())))
    }
}

/// So many from there on.
fn from(start: usize, count: usize) -> Range<usize> {
    start..start.saturating_add(count)
}
