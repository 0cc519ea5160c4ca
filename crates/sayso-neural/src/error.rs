//! Why a model file cannot be used.

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is not safetensors, or is cut short.
    #[error("not a readable safetensors file: {0}")]
    Container(String),
    /// The metadata does not say `format = sayso-model`.
    #[error("not a sayso model: metadata `format` is {0:?}")]
    Format(Option<String>),
    /// A version this build does not read.
    #[error("model format version {found:?}, this build reads {expected:?}")]
    Version {
        /// Version in the file.
        found: Option<String>,
        /// Version this build reads.
        expected: &'static str,
    },
    /// The data is not what was written.
    #[error("checksum of the weights is {found}, the file says {expected}")]
    Checksum {
        /// SHA-256 recorded in the file.
        expected: String,
        /// SHA-256 of the data section.
        found: String,
    },
    /// The configuration cannot be read.
    #[error("model configuration: {0}")]
    Config(String),
    /// A tensor is missing, or has another type or shape than the configuration says.
    #[error("tensor {name}: {problem}")]
    Tensor {
        /// Its name.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
}
