//! Reading the model file: container, checks, tensors by name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use safetensors::tensor::{Dtype, Metadata};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::ModelError;

/// The format version this build reads.
const VERSION: &str = "1";

/// Shape of the encoder.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct EncoderConfig {
    pub layers: usize,
    pub hidden: usize,
    pub heads: usize,
    pub ffn: usize,
    pub eps: f32,
    pub max_positions: usize,
    pub vocab: usize,
}

/// The `config` entry of the metadata.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    pub name: String,
    pub encoder: EncoderConfig,
    pub labels: BTreeMap<String, Vec<String>>,
    pub arc_dim: usize,
    pub rel_dim: usize,
    pub party_dim: usize,
    pub mention_dim: usize,
    pub mix: BTreeMap<String, Vec<f32>>,
}

/// A checked model file.
pub(crate) struct File {
    bytes: Cow<'static, [u8]>,
    /// Where the data section begins.
    data: usize,
    tensors: Metadata,
    pub config: Config,
}

impl File {
    /// Checks container, format, version and checksum.
    pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Result<File, ModelError> {
        let container = |e: safetensors::SafeTensorError| ModelError::Container(e.to_string());
        let (header, tensors) =
            safetensors::SafeTensors::read_metadata(&bytes).map_err(container)?;
        let data = header + 8;
        let none = Default::default();
        let meta = tensors.metadata().as_ref().unwrap_or(&none);
        let format = meta.get("format");
        if format.map(String::as_str) != Some("sayso-model") {
            return Err(ModelError::Format(format.cloned()));
        }
        let version = meta.get("version");
        if version.map(String::as_str) != Some(VERSION) {
            return Err(ModelError::Version {
                found: version.cloned(),
                expected: VERSION,
            });
        }
        let expected = meta.get("sha256").cloned().unwrap_or_default();
        let section = bytes.get(data..).unwrap_or_default();
        let found = hex(&Sha256::digest(section));
        if !found.eq_ignore_ascii_case(&expected) {
            return Err(ModelError::Checksum { expected, found });
        }
        let config = meta.get("config").map(String::as_str).unwrap_or_default();
        let config = serde_json::from_str(config).map_err(|e| ModelError::Config(e.to_string()))?;
        Ok(File {
            bytes,
            data,
            tensors,
            config,
        })
    }

    /// Where the bytes of a tensor of the given type and shape lie in the file.
    pub(crate) fn range(
        &self,
        name: &str,
        dtype: Dtype,
        shape: &[usize],
    ) -> Result<std::ops::Range<usize>, ModelError> {
        let bad = |problem: String| ModelError::Tensor {
            name: name.to_owned(),
            problem,
        };
        let info = self
            .tensors
            .info(name)
            .ok_or_else(|| bad("missing".to_owned()))?;
        if info.dtype != dtype || info.shape != shape {
            return Err(bad(format!(
                "is {:?} {:?}, expected {dtype:?} {shape:?}",
                info.dtype, info.shape
            )));
        }
        let (start, end) = info.data_offsets;
        let range = self.data + start..self.data + end;
        if self.bytes.get(range.clone()).is_none() {
            return Err(bad("reaches past the end of the file".to_owned()));
        }
        Ok(range)
    }

    /// The bytes of a range that [`File::range`] returned.
    pub(crate) fn bytes(&self, range: std::ops::Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// A float tensor.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(self.range(name, Dtype::F32, shape)?);
        let values: Vec<f32> = bytes
            .as_chunks()
            .0
            .iter()
            .map(|&b| f32::from_le_bytes(b))
            .collect();
        if values.iter().any(|v| !v.is_finite()) {
            return Err(ModelError::Tensor {
                name: name.to_owned(),
                problem: "holds a value that is not finite".to_owned(),
            });
        }
        Ok(values)
    }

    /// A tensor of UTF-8 text.
    pub(crate) fn text(&self, name: &str) -> Result<&str, ModelError> {
        let bad = |problem: String| ModelError::Tensor {
            name: name.to_owned(),
            problem,
        };
        let info = self
            .tensors
            .info(name)
            .ok_or_else(|| bad("missing".to_owned()))?;
        let range = self.range(name, Dtype::U8, &info.shape)?;
        std::str::from_utf8(self.bytes(range)).map_err(|e| bad(e.to_string()))
    }

    /// The labels of a head.
    pub(crate) fn labels(&self, head: &str) -> Result<&[String], ModelError> {
        match self.config.labels.get(head) {
            Some(labels) if !labels.is_empty() => Ok(labels),
            _ => Err(ModelError::Config(format!("no labels for head `{head}`"))),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for &b in bytes {
        out.push(DIGITS[usize::from(b >> 4)] as char);
        out.push(DIGITS[usize::from(b & 15)] as char);
    }
    out
}
