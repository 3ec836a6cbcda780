//! Small damage to bytes, of the kinds that hurt readers of files.

use bolero::TypeGenerator;

/// Numbers at which checks turn.
const EDGES: [u64; 16] = [
    0,
    1,
    10,
    28,
    255,
    256,
    1 << 10,
    (1 << 10) + 1,
    50_000_000,
    50_000_001,
    1 << 30,
    (1 << 31) - 1,
    u32::MAX as u64,
    1 << 32,
    i64::MAX as u64,
    u64::MAX,
];

/// A number, half of the time from [`EDGES`].
#[derive(Clone, Debug, TypeGenerator)]
pub enum Number {
    Edge(u8),
    Small(u8),
}

impl Number {
    pub fn value(&self) -> u64 {
        match *self {
            Self::Edge(i) => EDGES[usize::from(i) % EDGES.len()],
            Self::Small(value) => value.into(),
        }
    }
}

/// Where in the bytes: headers come first, checksums last.
#[derive(Clone, Copy, Debug, TypeGenerator)]
pub enum Place {
    Front(u8),
    Anywhere(u16),
    Back(u8),
}

impl Place {
    /// From 0 to `len`.
    fn of(self, len: usize) -> usize {
        match self {
            Self::Front(at) => usize::from(at % 32).min(len),
            Self::Anywhere(fraction) => usize::from(fraction) * len / usize::from(u16::MAX),
            Self::Back(at) => len.saturating_sub(usize::from(at % 16)),
        }
    }
}

/// In one case of eight.
#[derive(Clone, Debug, TypeGenerator)]
pub struct Rarely<T> {
    whether: u8,
    what: T,
}

impl<T> Rarely<T> {
    pub fn get(&self) -> Option<&T> {
        (self.whether < 32).then_some(&self.what)
    }
}

#[derive(Clone, Debug, TypeGenerator)]
pub enum Damage {
    Flip { at: Place, bit: u8 },
    Byte { at: Place, value: u8 },
    BigEndian { at: Place, number: Number },
    LittleEndian { at: Place, number: Number },
    NotANumber { at: Place },
    Truncate { at: Place },
    Insert { at: Place, value: u8, times: u8 },
    Remove { at: Place, count: u8 },
    Splice { from: Place, count: u8, to: Place },
}

impl Damage {
    pub fn apply(&self, bytes: &mut Vec<u8>) {
        let len = bytes.len();
        match *self {
            Self::Flip { at, bit } => bytes
                .iter_mut()
                .skip(at.of(len))
                .take(1)
                .for_each(|byte| *byte ^= 1 << (bit % 8)),
            Self::Byte { at, value } => overwrite(bytes, at, &[value]),
            Self::BigEndian { at, ref number } => overwrite(bytes, at, &(number.value() as u32).to_be_bytes()),
            Self::LittleEndian { at, ref number } => overwrite(bytes, at, &number.value().to_le_bytes()),
            Self::NotANumber { at } => overwrite(bytes, at, &f32::NAN.to_le_bytes()),
            Self::Truncate { at } => bytes.truncate(at.of(len)),
            Self::Insert { at, value, times } => {
                let at = at.of(len);
                bytes.splice(at..at, std::iter::repeat_n(value, times.into()));
            }
            Self::Remove { at, count } => {
                let at = at.of(len);
                bytes.drain(at..(at + usize::from(count)).min(len));
            }
            Self::Splice { from, count, to } => {
                let from = from.of(len);
                let piece = bytes[from..(from + usize::from(count)).min(len)].to_vec();
                let to = to.of(len);
                bytes.splice(to..to, piece);
            }
        }
    }
}

/// Numbers of headers stand at multiples of 4, where half of the writing begins.
fn overwrite(bytes: &mut [u8], at: Place, with: &[u8]) {
    let at = match at {
        Place::Front(byte) if byte >= 128 => at.of(bytes.len()) & !3,
        _ => at.of(bytes.len()),
    };
    for (byte, new) in bytes.iter_mut().skip(at).zip(with) {
        *byte = *new;
    }
}
