//! The weights that make a coarse lattice of numbers a smooth function: what both handwriting and augmentation bend
//! their images with.

/// A uniform quadratic B-spline over `cells` cells, which has no kinks: the first of the three nodes that matter at
/// `value` in [0, 1], and their weights, which are not negative and add up to 1. It needs `cells + 2` nodes.
pub fn quadratic(value: f32, cells: usize) -> (usize, [f32; 3]) {
    let value = value.clamp(0.0, 1.0) * cells as f32;
    let cell = (value as usize).min(cells - 1);
    let u = value - cell as f32;
    (cell, [(1.0 - u) * (1.0 - u) / 2.0, 0.5 + u * (1.0 - u), u * u / 2.0])
}
