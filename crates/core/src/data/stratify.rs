//! Stratified sampling: drawing some images of many so that each class keeps its proportion.

use rand::Rng;
use rand::seq::SliceRandom;

/// What was drawn, and what was left, both ascending.
#[derive(Debug, PartialEq, Eq)]
pub struct Drawn {
    pub drawn: Vec<u32>,
    pub rest: Vec<u32>,
}

/// Draws `count` of `indices` at random, as many of each class as is its proportion. What is left after rounding down
/// goes to the classes that lost most (the largest-remainder method of Hamilton), so each class is within one image of
/// its proportion and all together are exactly `count`. `keep` images of a class are never drawn: with 1 the count may
/// not be reached where classes are that small.
///
/// `labels`: all of them, so that `labels[indices[i]]` is the class of image `i`; each is below `num_classes`.
pub fn draw(
    indices: &[u32],
    labels: &[u8],
    num_classes: usize,
    count: usize,
    keep: usize,
    rng: &mut impl Rng,
) -> Drawn {
    let mut members = vec![Vec::new(); num_classes];
    for &index in indices {
        members[usize::from(labels[index as usize])].push(index);
    }
    let counts = quotas(&members, indices.len(), count, keep, rng);
    let (mut drawn, mut rest) = (Vec::with_capacity(count), Vec::with_capacity(indices.len() - count));
    for (mut class, count) in members.into_iter().zip(counts) {
        class.shuffle(rng);
        drawn.extend_from_slice(&class[..count]);
        rest.extend_from_slice(&class[count..]);
    }
    drawn.sort_unstable();
    rest.sort_unstable();
    Drawn { drawn, rest }
}

/// How many to draw of each class.
fn quotas(members: &[Vec<u32>], total: usize, count: usize, keep: usize, rng: &mut impl Rng) -> Vec<usize> {
    // In 64 bits: the product overflows a browser's usize.
    let exact = |class: &Vec<u32>| class.len() as u64 * count as u64;
    let (total, limit) = (total.max(1) as u64, |class: &Vec<u32>| class.len().saturating_sub(keep));
    let mut counts: Vec<usize> = members
        .iter()
        .map(|class| ((exact(class) / total) as usize).min(limit(class)))
        .collect();
    // Shuffled, so that equal remainders favour no class; the sort is stable.
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.shuffle(rng);
    order.sort_by_key(|&class| std::cmp::Reverse(exact(&members[class]) % total));
    let mut missing = count - counts.iter().sum::<usize>();
    while missing > 0 {
        let before = missing;
        for &class in &order {
            if missing > 0 && counts[class] < limit(&members[class]) {
                counts[class] += 1;
                missing -= 1;
            }
        }
        if missing == before {
            break;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
    use rand_pcg::Pcg32;

    use super::*;

    fn labels_and_count() -> impl Strategy<Value = (Vec<u8>, usize)> {
        vec(0..7_u8, 1..300).prop_flat_map(|labels| {
            let total = labels.len();
            (Just(labels), 0..=total)
        })
    }

    proptest! {
        #[test]
        fn a_draw_is_disjoint_complete_and_stratified((labels, count) in labels_and_count(), seed in any::<u64>()) {
            let indices: Vec<u32> = (0..labels.len() as u32).collect();
            let draw = |seed| draw(&indices, &labels, 7, count, 0, &mut Pcg32::new(seed, 1));
            let Drawn { drawn, rest } = draw(seed);
            prop_assert_eq!(drawn.len(), count);
            let mut all = [drawn.clone(), rest.clone()].concat();
            all.sort_unstable();
            prop_assert_eq!(&all, &indices);
            for class in 0..7 {
                let of = |indices: &[u32]| indices.iter().filter(|&&i| labels[i as usize] == class).count() as f64;
                let proportion = of(&indices) * count as f64 / labels.len() as f64;
                prop_assert!((of(&drawn) - proportion).abs() < 1.0, "class {}: {} for {}", class, of(&drawn), proportion);
            }
            prop_assert_eq!(draw(seed), Drawn { drawn, rest });
        }

        #[test]
        fn the_last_image_of_a_class_can_be_kept((labels, count) in labels_and_count(), seed in any::<u64>()) {
            let indices: Vec<u32> = (0..labels.len() as u32).collect();
            let left = draw(&indices, &labels, 7, count, 1, &mut Pcg32::new(seed, 1)).rest;
            for class in &labels {
                prop_assert!(left.iter().any(|&i| labels[i as usize] == *class));
            }
        }
    }

    #[test]
    fn the_seed_decides() {
        let (indices, labels): (Vec<u32>, Vec<u8>) = ((0..100).collect(), vec![0; 100]);
        let draw = |seed| draw(&indices, &labels, 1, 50, 0, &mut Pcg32::new(seed, 1));
        assert_ne!(draw(1), draw(2));
    }
}
