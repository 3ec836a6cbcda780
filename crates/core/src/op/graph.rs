//! An operation of ours in Burn's graph of gradients: unwrapped, recorded and taken back the same way on every backend.

use std::fmt::Debug;
use std::marker::PhantomData;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, NodeGuard, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, BackendTensor, DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;

/// The backend that learns on `K`.
type Learning<K> = Autodiff<K, NoCheckpointing>;

/// An operation that was computed, with all that its way back needs. A clone shares the numbers.
pub(super) trait Computed<K: Backend, const N: usize>: Clone + Debug + Send + 'static {
    /// What came out.
    fn output(&self) -> FloatTensor<K>;

    /// How the loss changes with each operand, by how it changes with what came out. `first`: whether that of the first
    /// operand is wanted. Those of the others are, unless they have none.
    fn gradients(self, gradient: FloatTensor<K>, first: bool) -> [Option<FloatTensor<K>>; N];
}

/// What an operation is computed from, and where that stands in the graph if it is learnt from.
pub(super) struct Operands<K: Backend, const N: usize> {
    pub(super) values: [FloatTensor<K>; N],
    nodes: Option<[NodeGuard; N]>,
}

impl<K: Backend, const N: usize> Operands<K, N>
where
    DispatchTensor: DispatchKindConversion<K> + DispatchKindConversion<Learning<K>>,
{
    /// Absent where they live on another backend. Learning or not, all of them are the same.
    pub(super) fn of(tensors: &[DispatchTensor; N]) -> Option<Self> {
        if let Some(learnt) = all::<Learning<K>, N>(tensors) {
            let nodes = learnt.each_ref().map(|tensor| tensor.node());
            let values = learnt.map(|tensor| tensor.primitive().clone());
            return Some(Self {
                values,
                nodes: Some(nodes),
            });
        }
        let values = all::<K, N>(tensors)?;
        Some(Self { values, nodes: None })
    }

    /// Computes, and records how to come back.
    pub(super) fn apply<C: Computed<K, N>, const D: usize>(
        self,
        compute: impl FnOnce([FloatTensor<K>; N]) -> C,
    ) -> Tensor<D> {
        let computed = compute(self.values);
        let output = computed.output();
        let Some(nodes) = self.nodes else {
            return Tensor::from_primitive::<K>(output);
        };
        let back = Back(PhantomData::<fn() -> C>);
        Tensor::from_primitive::<Learning<K>>(
            match back.prepare::<NoCheckpointing>(nodes).compute_bound().stateful() {
                OpsKind::Tracked(step) => step.finish(computed, output),
                OpsKind::UnTracked(step) => step.finish(output),
            },
        )
    }
}

fn all<B: Backend, const N: usize>(tensors: &[DispatchTensor; N]) -> Option<[FloatTensor<B>; N]>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    let one = |tensor: &DispatchTensor| match DispatchTensor::try_into_backend(tensor.clone()).ok()? {
        BackendTensor::Float(tensor) => Some(tensor),
        _ => None,
    };
    let found: Vec<_> = tensors.iter().map_while(one).collect();
    found.try_into().ok()
}

/// The way back of every operation.
#[derive(Debug)]
struct Back<C>(PhantomData<fn() -> C>);

impl<K: Backend, C: Computed<K, N>, const N: usize> Backward<K, N> for Back<C> {
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
