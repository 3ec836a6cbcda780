//! An operation of ours in Burn's autodiff graph: operands unwrapped, the operation recorded, and its backward pass run, the
//! same way on every backend.

use std::fmt::Debug;
use std::marker::PhantomData;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, NodeGuard, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, BackendTensor, DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;

/// Backend `K` with gradients.
type Learning<K> = Autodiff<K, NoCheckpointing>;

/// That Burn's dispatch tensor may be one of backend `K`, with or without gradients.
pub(super) trait Holds<K: Backend>: DispatchKindConversion<K> + DispatchKindConversion<Learning<K>> {}

impl<K: Backend> Holds<K> for DispatchTensor where Self: DispatchKindConversion<K> + DispatchKindConversion<Learning<K>> {}

/// A forward pass that was computed, with all that its backward pass needs. A clone shares the numbers.
pub(super) trait Computed<K: Backend, const N: usize>: Clone + Debug + Send + 'static {
    /// What came out.
    fn output(&self) -> FloatTensor<K>;

    /// Gradients with respect to each operand, from `gradient`, that with respect to the output. `first`: whether that of the
    /// first operand is wanted. Those of the others are, unless they have none.
    fn gradients(self, gradient: FloatTensor<K>, first: bool) -> [Option<FloatTensor<K>>; N];
}

/// The operands of an operation, and their nodes in the graph if gradients are tracked.
pub(super) struct Operands<K: Backend, const N: usize> {
    pub(super) values: [FloatTensor<K>; N],
    nodes: Option<[NodeGuard; N]>,
}

impl<K: Backend, const N: usize> Operands<K, N>
where
    DispatchTensor: Holds<K>,
{
    /// The tensors themselves where they are on another backend. Tracked or not, all of them are the same.
    pub(super) fn of(tensors: [DispatchTensor; N]) -> Result<Self, [DispatchTensor; N]> {
        if is_on::<Learning<K>>(&tensors[0]) {
            let tracked = tensors.map(unwrap::<Learning<K>>);
            let nodes = tracked.each_ref().map(|tensor| tensor.node());
            let values = tracked.map(|tensor| tensor.primitive().clone());
            Ok(Self {
                values,
                nodes: Some(nodes),
            })
        } else if is_on::<K>(&tensors[0]) {
            let values = tensors.map(unwrap::<K>);
            Ok(Self { values, nodes: None })
        } else {
            Err(tensors)
        }
    }

    /// Computes, and records the backward pass.
    pub(super) fn apply<C: Computed<K, N>, const D: usize>(
        self,
        compute: impl FnOnce([FloatTensor<K>; N]) -> C,
    ) -> Tensor<D> {
        let computed = compute(self.values);
        let output = computed.output();
        let Some(nodes) = self.nodes else {
            return Tensor::from_primitive::<K>(output);
        };
        let step = BackwardStep(PhantomData::<fn() -> C>);
        Tensor::from_primitive::<Learning<K>>(
            match step.prepare::<NoCheckpointing>(nodes).compute_bound().stateful() {
                OpsKind::Tracked(step) => step.finish(computed, output),
                OpsKind::UnTracked(step) => step.finish(output),
            },
        )
    }
}

fn is_on<B: Backend>(tensor: &DispatchTensor) -> bool
where
    DispatchTensor: DispatchKindConversion<B>,
{
    <DispatchTensor as DispatchKindConversion<B>>::try_into_backend(tensor.clone()).is_ok()
}

/// # Panics
/// Where `tensor` is not one of numbers on `B`.
fn unwrap<B: Backend>(tensor: DispatchTensor) -> FloatTensor<B>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    match <DispatchTensor as DispatchKindConversion<B>>::try_into_backend(tensor) {
        Ok(BackendTensor::Float(tensor)) => tensor,
        _ => unreachable!("operands are numbers on one device"),
    }
}

/// The backward pass of every operation.
#[derive(Debug)]
struct BackwardStep<C>(PhantomData<fn() -> C>);

impl<K: Backend, C: Computed<K, N>, const N: usize> Backward<K, N> for BackwardStep<C> {
    type State = C;

    fn backward(self, ops: Ops<C, N>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = gradients.consume::<K>(&ops.node);
        let first = ops.parents[0].is_some();
        for (node, found) in ops.parents.iter().zip(ops.state.gradients(gradient, first)) {
            if let (Some(node), Some(found)) = (node, found) {
                gradients.register::<K>(node.id, found);
            }
        }
    }
}
