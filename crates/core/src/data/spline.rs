//! Quadratic B-spline weights, which make a smooth function of a coarse lattice: elastic distortion of both synthetic
//! digits and augmentation.

/// A uniform quadratic B-spline over `cells` cells, which has no kinks: the first of the three nodes that matter at
/// `value` in [0, 1], and their weights, which are not negative and add up to 1. It needs `cells + 2` nodes.
pub fn quadratic(value: f32, cells: usize) -> (usize, [f32; 3]) {
    let value = value.clamp(0.0, 1.0) * cells as f32;
    let cell = (value as usize).min(cells - 1);
    let u = value - cell as f32;
    (cell, [(1.0 - u) * (1.0 - u) / 2.0, 0.5 + u * (1.0 - u), u * u / 2.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up_to_1_and_belong_to_nodes_that_are_there() {
        for cells in [1, 3, 4] {
            for i in -10..=110_i16 {
                let value = f32::from(i) / 100.0;
                let (first, weights) = quadratic(value, cells);
                assert!(first + 2 < cells + 2, "{value} of {cells}: {first}");
                assert!((weights.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{value}: {weights:?}");
                assert!(weights.iter().all(|weight| *weight >= 0.0), "{value}: {weights:?}");
            }
        }
        assert_eq!(quadratic(0.0, 4), (0, [0.5, 0.5, 0.0]));
        assert_eq!(quadratic(1.0, 4), (3, [0.0, 0.5, 0.5]));
    }

    /// Nodes on a line give that line: a node lies in the middle of its cell.
    #[test]
    fn quadratic_spline_reproduces_linear_functions() {
        for i in 0..=100_u8 {
            let value = f32::from(i) / 100.0;
            let (first, weights) = quadratic(value, 4);
            let found: f32 = (0..3).map(|k| weights[k] * (first as f32 + k as f32 - 0.5) / 4.0).sum();
            assert!((found - value).abs() < 1e-6, "{value}: {found}");
        }
    }
}
