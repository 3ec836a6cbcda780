//! Smooth curves through knots. It knows neither digits nor pixels.

/// A point of the plane, x to the right and y down.
pub type Point = [f32; 2];

/// Appends to `line` a polyline through `knots`, about `steps` pieces for a unit of length.
///
/// Each span is a cubic whose tangents are those of the centripetal Catmull-Rom spline, the one of its family that
/// makes no loops or cusps within a span however unevenly the knots lie (Yuksel, Schaefer and Keyser 2011).
pub fn through(knots: &[Point], steps: f32, line: &mut Vec<Point>) {
    let Some(first) = knots.first() else { return };
    line.push(*first);
    for i in 1..knots.len() {
        let (from, to) = (knots[i - 1], knots[i]);
        // Beyond the ends the curve goes on as it came.
        let before = if i > 1 { knots[i - 2] } else { mirror(to, from) };
        let after = if i + 1 < knots.len() {
            knots[i + 1]
        } else {
            mirror(from, to)
        };
        span(before, from, to, after, steps, line);
    }
}

fn mirror(point: Point, center: Point) -> Point {
    [2.0 * center[0] - point[0], 2.0 * center[1] - point[1]]
}

fn distance(a: Point, b: Point) -> f32 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    (x * x + y * y).sqrt()
}

fn span(before: Point, from: Point, to: Point, after: Point, steps: f32, line: &mut Vec<Point>) {
    // Knot intervals are square roots of chord lengths; coincident knots must not divide by zero.
    let interval = |a, b| distance(a, b).sqrt().max(1e-3);
    let (t0, t1, t2) = (interval(before, from), interval(from, to), interval(to, after));
    let tangents: [Point; 2] = [
        std::array::from_fn(|k| {
            t1 * ((from[k] - before[k]) / t0 - (to[k] - before[k]) / (t0 + t1) + (to[k] - from[k]) / t1)
        }),
        std::array::from_fn(|k| {
            t1 * ((to[k] - from[k]) / t1 - (after[k] - from[k]) / (t1 + t2) + (after[k] - to[k]) / t2)
        }),
    ];
    let pieces = (distance(from, to) * steps).ceil().clamp(1.0, 64.0) as usize;
    for piece in 1..=pieces {
        let u = piece as f32 / pieces as f32;
        let (u2, u3) = (u * u, u * u * u);
        line.push(std::array::from_fn(|k| {
            (2.0 * u3 - 3.0 * u2 + 1.0) * from[k]
                + (u3 - 2.0 * u2 + u) * tangents[0][k]
                + (3.0 * u2 - 2.0 * u3) * to[k]
                + (u3 - u2) * tangents[1][k]
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_through_its_knots() {
        let knots = [[0.0, 0.0], [1.0, 0.5], [0.2, 1.0]];
        let mut line = Vec::new();
        through(&knots, 10.0, &mut line);
        assert!(
            knots
                .iter()
                .all(|knot| line.iter().any(|point| distance(*knot, *point) < 1e-5))
        );
    }

    #[test]
    fn two_knots_make_a_straight_line() {
        let mut line = Vec::new();
        through(&[[0.0, 0.0], [1.0, 2.0]], 10.0, &mut line);
        assert!(line.len() > 20 && line.iter().all(|[x, y]| (2.0 * x - y).abs() < 1e-5));
    }

    #[test]
    fn coincident_knots_stay_finite() {
        let mut line = Vec::new();
        through(&[[0.5, 0.5]; 4], 10.0, &mut line);
        assert!(line.iter().flatten().all(|value| value.is_finite()));
    }
}
