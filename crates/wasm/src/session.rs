//! A dataset and a run on a device, for one worker: the device and the run here, what is asked about the dataset in
//! `data`. Every export takes `&self`, because a second call may come while the first still awaits the GPU; the run is
//! taken out of its cell meanwhile, and the second call is told `busy`.

mod data;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::bench::product;
use kiln_core::checkpoint::Checkpoint;
use kiln_core::config::Change;
use kiln_core::data::Dataset;
use kiln_core::train::run::Run;
use kiln_core::train::self_check::self_check;
use kiln_core::train::trace::trace;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use self::data::Loaded;
use crate::device::{self, DeviceInfo};
use crate::{error, from_js, to_js};

/// See the module.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session {
    device: Device,
    info: DeviceInfo,
    data: RefCell<Option<Loaded>>,
    run: RefCell<Option<Run>>,
    busy: Cell<bool>,
}

#[wasm_bindgen]
impl Session {
    /// Opens this variant's device; fails with `noDevice` where there is none.
    pub async fn open() -> Result<Session, JsValue> {
        let (device, info) = device::open().await?;
        Ok(Self {
            device,
            info,
            data: RefCell::default(),
            run: RefCell::default(),
            busy: Cell::new(false),
        })
    }

    /// What computes.
    #[wasm_bindgen(unchecked_return_type = "DeviceInfo")]
    pub fn device(&self) -> Result<JsValue, JsValue> {
        to_js(&self.info)
    }

    /// A few training steps here and on the processor, compared.
    #[wasm_bindgen(js_name = selfCheck, unchecked_return_type = "SelfCheck")]
    pub async fn self_check(&self) -> Result<JsValue, JsValue> {
        to_js(
            &self_check(&self.device, &Device::flex())
                .await
                .map_err(error::from_core)?,
        )
    }

    /// Builds the network of a run, which then waits at its start.
    #[wasm_bindgen(unchecked_return_type = "RunInfo")]
    pub fn begin(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RunConfig")] config: JsValue,
    ) -> Result<JsValue, JsValue> {
        let config = from_js(config)?;
        self.start(|data, device| Run::new(config, data, device))
    }

    /// The same, with the weights of the checkpoint that the configuration's initialisation names.
    #[wasm_bindgen(js_name = fineTune, unchecked_return_type = "RunInfo")]
    pub fn fine_tune(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RunConfig")] config: JsValue,
        checkpoint: &[u8],
    ) -> Result<JsValue, JsValue> {
        let config = from_js(config)?;
        self.start(|data, device| Run::fine_tune(config, data, device, checkpoint))
    }

    /// Goes on with the run of a checkpoint; the dataset must be the one it was made with.
    #[wasm_bindgen(unchecked_return_type = "RunInfo")]
    pub fn resume(&self, checkpoint: &[u8]) -> Result<JsValue, JsValue> {
        self.start(|data, device| Run::resume(Checkpoint::from_bytes(checkpoint)?, data, device))
    }

    /// The run as a checkpoint, a safetensors file.
    pub async fn save(&self) -> Result<Vec<u8>, JsValue> {
        let run = self.take()?;
        let checkpoint = run.save().await;
        self.put_back(run);
        checkpoint
            .and_then(|checkpoint| checkpoint.to_bytes())
            .map_err(error::from_core)
    }

    /// The run at hand as data, with every change made since it began.
    #[wasm_bindgen(unchecked_return_type = "RunConfig")]
    pub fn config(&self) -> Result<JsValue, JsValue> {
        let run = self.take()?;
        let config = to_js(run.config());
        self.put_back(run);
        config
    }

    /// Updates made so far.
    #[wasm_bindgen(js_name = stepsMade)]
    pub fn steps_made(&self) -> Result<usize, JsValue> {
        let run = self.take()?;
        let step = run.step();
        self.put_back(run);
        Ok(step)
    }

    /// Whether the run has come to its end, so that `advance` finds nothing left to do but evaluations that were asked
    /// for.
    pub fn ended(&self) -> Result<bool, JsValue> {
        let run = self.take()?;
        let ended = run.has_ended();
        self.put_back(run);
        Ok(ended)
    }

    /// Does up to `count` units of work; no events mean that nothing is left to do.
    #[wasm_bindgen(unchecked_return_type = "TrainEvent[]")]
    pub async fn advance(&self, count: usize) -> Result<JsValue, JsValue> {
        let mut run = self.take()?;
        let events = run.advance(count).await;
        self.put_back(run);
        to_js(&events.map_err(error::from_core)?)
    }

    /// Has the next calls of `advance` evaluate the test set before training goes on.
    pub fn evaluate(&self) -> Result<(), JsValue> {
        let mut run = self.take()?;
        run.evaluate();
        self.put_back(run);
        Ok(())
    }

    /// The same, and has them end with a report.
    pub fn report(&self) -> Result<(), JsValue> {
        let mut run = self.take()?;
        run.report();
        self.put_back(run);
        Ok(())
    }

    /// Changes the learning rate and its like, from the next step on.
    pub fn change(&self, #[wasm_bindgen(unchecked_param_type = "Change")] change: JsValue) -> Result<(), JsValue> {
        let change: Change = from_js(change)?;
        let mut run = self.take()?;
        let changed = run.change(change);
        self.put_back(run);
        changed.map_err(error::from_core)
    }

    /// Has the next calls of `advance` bring the run to its end.
    pub fn end(&self) -> Result<(), JsValue> {
        let mut run = self.take()?;
        run.end();
        self.put_back(run);
        Ok(())
    }

    /// A few steps with given weights on a given batch, and every number on the way.
    #[wasm_bindgen(unchecked_return_type = "Trace")]
    pub async fn trace(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Case")] case: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.idle()?;
        to_js(&trace(&from_js(case)?, &self.device).await.map_err(error::from_core)?)
    }

    /// Products of matrices, for whoever times the call: `2 * size^3 * repeats` operations. 1 where they are right.
    pub async fn product(&self, size: usize, repeats: usize) -> Result<f32, JsValue> {
        self.idle()?;
        product(size, repeats, &self.device).await.map_err(error::from_core)
    }

    /// The class probabilities of a drawing of any size: grayscale, row-major, 0 = background. Whether it looks like
    /// the dataset's images at all is told where `novelty` is true; the first answer measures the test images for it.
    #[wasm_bindgen(unchecked_return_type = "Prediction")]
    pub async fn predict(
        &self,
        pixels: Vec<u8>,
        width: usize,
        height: usize,
        novelty: bool,
    ) -> Result<JsValue, JsValue> {
        let run = self.take()?;
        let prediction = run.predict(&pixels, width, height).await;
        self.put_back(run);
        let mut prediction = prediction.map_err(error::from_core)?;
        if novelty {
            prediction.novelty = self.novelty(&prediction.seen);
        }
        to_js(&prediction)
    }

    /// Forgets the run and its network.
    pub fn discard(&self) -> Result<(), JsValue> {
        self.idle()?;
        *self.run.borrow_mut() = None;
        Ok(())
    }
}

impl Session {
    fn start(
        &self,
        make: impl FnOnce(Arc<Dataset>, &Device) -> Result<Run, kiln_core::Error>,
    ) -> Result<JsValue, JsValue> {
        self.idle()?;
        let run = make(self.data()?, &self.device).map_err(error::from_core)?;
        let info = to_js(run.info())?;
        *self.run.borrow_mut() = Some(run);
        Ok(info)
    }

    fn idle(&self) -> Result<(), JsValue> {
        if self.busy.get() { Err(error::busy()) } else { Ok(()) }
    }

    fn take(&self) -> Result<Run, JsValue> {
        self.idle()?;
        let run = self
            .run
            .borrow_mut()
            .take()
            .ok_or_else(|| error::missing(error::ModuleErrorCode::NoRun, "run", "begin"))?;
        self.busy.set(true);
        Ok(run)
    }

    fn put_back(&self, run: Run) {
        *self.run.borrow_mut() = Some(run);
        self.busy.set(false);
    }
}
