//! The list of core's error codes: `Error::code()` and the TypeScript union come from it.

use serde::Serialize;

macro_rules! codes {
    ($($name:ident = $tag:literal;)+) => {
        /// A stable name of a kind of error, for programs: the page has words, or a reason to have none, for each.
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        pub enum ErrorCode {
            $(#[doc = concat!("`", $tag, "`.")] #[serde(rename = $tag)] $name,)+
        }

        impl ErrorCode {
            /// As it is serialised.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $tag,)+ }
            }
        }
    };
}

/// Compared by its name, as programs that got it serialised do.
impl PartialEq<&str> for ErrorCode {
    fn eq(&self, name: &&str) -> bool {
        self.name() == *name
    }
}

codes! {
    Config = "config";
    Layer = "layer";
    CountMismatch = "countMismatch";
    SizeMismatch = "sizeMismatch";
    UnknownPreset = "unknownPreset";
    Drawing = "drawing";
    Diverged = "diverged";
    Readback = "readback";
    Trace = "trace";
    Export = "export";
    SyntheticCount = "syntheticCount";
    NoImages = "noImages";
    ClassNames = "classNames";
    NumClasses = "numClasses";
    EmptyClass = "emptyClass";
    LabelledImage = "labelledImage";
    IdxWrongMagic = "idxWrongMagic";
    IdxTruncated = "idxTruncated";
    IdxTrailingBytes = "idxTrailingBytes";
    IdxEmpty = "idxEmpty";
    IdxTooLarge = "idxTooLarge";
    IdxLabelOutOfRange = "idxLabelOutOfRange";
    IdxGzip = "idxGzip";
    CheckpointTruncated = "checkpointTruncated";
    CheckpointMalformed = "checkpointMalformed";
    CheckpointValue = "checkpointValue";
    CheckpointTooLarge = "checkpointTooLarge";
    CheckpointType = "checkpointType";
    CheckpointNotFinite = "checkpointNotFinite";
    CheckpointMismatch = "checkpointMismatch";
    CheckpointDescription = "checkpointDescription";
    CheckpointData = "checkpointData";
    CheckpointFile = "checkpointFile";
}
