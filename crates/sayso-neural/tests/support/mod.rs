//! A model of random weights in the shape of the real one, for tests and
//! measurements that need no sense.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, TensorView};
use sha2::{Digest, Sha256};

/// A small deterministic generator (xorshift).
#[derive(Clone, Debug)]
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// About normal, of the given deviation.
    pub fn float(&mut self, deviation: f32) -> f32 {
        let sum: f32 = (0..4)
            .map(|_| (self.next() >> 40) as f32 / (1u64 << 24) as f32 - 0.5)
            .sum();
        sum * 1.73 * deviation
    }
}

/// Bytes of a model file with the given vocabulary and `layers` layers.
pub fn random_model(vocabulary: &[&str], layers: usize) -> Vec<u8> {
    let (h, ffn, arc, rel, party) = (384usize, 1536usize, 256usize, 96usize, 64usize);
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    let f32s = |v: Vec<f32>| v.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>();
    let labels = labels();
    let mut lin = |tensors: &mut Vec<_>, name: &str, out: usize, inp: usize, bias: bool| {
        let w: Vec<u8> = (0..out * inp)
            .map(|_| (noise.next() % 127) as i64 as i8 as i16 - 63)
            .map(|w| w as i8 as u8)
            .collect();
        tensors.push((format!("{name}.weight"), Dtype::I8, vec![out, inp], w));
        let s = 1.0 / (36.0 * (inp as f32).sqrt());
        tensors.push((
            format!("{name}.scale"),
            Dtype::F32,
            vec![out],
            f32s(vec![s; out]),
        ));
        if bias {
            let b = (0..out).map(|_| noise.float(0.1)).collect();
            tensors.push((format!("{name}.bias"), Dtype::F32, vec![out], f32s(b)));
        }
    };
    for i in 0..layers {
        lin(&mut tensors, &format!("enc.{i}.qkv"), 3 * h, h, true);
        lin(&mut tensors, &format!("enc.{i}.o"), h, h, true);
        lin(&mut tensors, &format!("enc.{i}.up"), ffn, h, true);
        lin(&mut tensors, &format!("enc.{i}.down"), h, ffn, true);
    }
    for (name, list) in &labels {
        if name != "deprel" {
            lin(&mut tensors, &format!("head.{name}"), list.len(), h, true);
        }
    }
    for (name, out) in [
        ("arc.dep", arc),
        ("arc.head", arc),
        ("rel.dep", rel),
        ("rel.head", rel),
        ("party.event", 4 * party),
        ("party.word", 4 * party),
        ("mention.later", party),
        ("mention.earlier", party),
    ] {
        lin(&mut tensors, &format!("head.{name}"), out, h, true);
    }
    let n = labels
        .iter()
        .find(|(k, _)| k == "deprel")
        .map_or(0, |(_, l)| l.len());
    lin(&mut tensors, "rel.r", n * rel, rel, false);
    let mut noise = Noise(7);
    let mut plain = |tensors: &mut Vec<_>, name: &str, shape: &[usize], mean: f32, dev: f32| {
        let v = (0..shape.iter().product())
            .map(|_| mean + noise.float(dev))
            .collect();
        tensors.push((name.to_owned(), Dtype::F32, shape.to_vec(), f32s(v)));
    };
    let mut norms = vec!["emb.ln".to_owned()];
    for i in 0..layers {
        norms.push(format!("enc.{i}.ln1"));
        norms.push(format!("enc.{i}.ln2"));
    }
    for name in norms {
        plain(&mut tensors, &format!("{name}.weight"), &[h], 1.0, 0.1);
        plain(&mut tensors, &format!("{name}.bias"), &[h], 0.0, 0.1);
    }
    plain(&mut tensors, "emb.pos", &[512, h], 0.0, 0.1);
    plain(&mut tensors, "emb.case", &[14, h], 0.0, 0.1);
    plain(
        &mut tensors,
        "emb.word.scale",
        &[vocabulary.len()],
        0.01,
        0.001,
    );
    plain(&mut tensors, "root", &[h], 0.0, 1.0);
    plain(&mut tensors, "arc.u", &[arc, arc], 0.0, 0.06);
    plain(&mut tensors, "arc.hb", &[arc], 0.0, 0.06);
    plain(&mut tensors, "arc.hb.bias", &[1], 0.0, 0.1);
    plain(&mut tensors, "rel.rb", &[n, 2 * rel], 0.0, 0.1);
    plain(&mut tensors, "rel.rb.bias", &[n], 0.0, 0.1);
    plain(&mut tensors, "party.distance", &[4, 17], 0.0, 0.1);
    plain(&mut tensors, "mention.distance", &[17], 0.0, 0.1);
    let mut noise = Noise(11);
    let word = (0..vocabulary.len() * h)
        .map(|_| (noise.next() % 255) as u8)
        .collect();
    tensors.push((
        "emb.word.weight".to_owned(),
        Dtype::I8,
        vec![vocabulary.len(), h],
        word,
    ));
    let vocab = vocabulary.join("\n").into_bytes();
    tensors.push(("vocab".to_owned(), Dtype::U8, vec![vocab.len()], vocab));

    let lemmas = b"men\tNOUN\tman".to_vec();
    tensors.push(("lemmas".to_owned(), Dtype::U8, vec![lemmas.len()], lemmas));

    let mix: Vec<f32> = (0..=layers).map(|_| 1.0 / (layers + 1) as f32).collect();
    let config = serde_json::json!({
        "name": "random",
        "encoder": {"layers": layers, "hidden": h, "heads": 12, "ffn": ffn, "eps": 1e-12,
                    "max_positions": 512, "vocab": vocabulary.len()},
        "labels": labels.iter().cloned().collect::<HashMap<_, _>>(),
        "arc_dim": arc, "rel_dim": rel, "party_dim": party, "mention_dim": party,
        "mix": {"syn": mix, "ner": mix, "att": mix, "evt": mix, "ref": mix},
    });
    write(&tensors, &config.to_string())
}

fn write(tensors: &[(String, Dtype, Vec<usize>, Vec<u8>)], config: &str) -> Vec<u8> {
    let views = || {
        tensors.iter().map(|(name, dtype, shape, data)| {
            (
                name.clone(),
                TensorView::new(*dtype, shape.clone(), data).expect("shape"),
            )
        })
    };
    let bare = safetensors::serialize(views(), None).expect("serialises");
    let header = u64::from_le_bytes(bare[..8].try_into().expect("8 bytes")) as usize;
    let sum = Sha256::digest(&bare[8 + header..]);
    let sum: String = sum.iter().map(|b| format!("{b:02x}")).collect();
    let meta = [
        ("format", "sayso-model"),
        ("version", "1"),
        ("config", config),
        ("sha256", &sum),
    ];
    let meta = meta
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into_iter()
        .collect();
    safetensors::serialize(views(), Some(meta)).expect("serialises")
}

fn labels() -> Vec<(String, Vec<String>)> {
    let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    let many = |stem: &str, n: usize| (0..n).map(|i| format!("{stem}{i}")).collect::<Vec<_>>();
    let mut ner = own(&["O"]);
    for kind in ["PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC"] {
        ner.push(format!("B-{kind}"));
        ner.push(format!("I-{kind}"));
    }
    let upos = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X";
    let mut relations = many("rel", 49);
    relations.push("root".to_owned());
    vec![
        ("upos".into(), upos.split(' ').map(str::to_owned).collect()),
        ("xpos".into(), many("X", 50)),
        ("feats".into(), many("Case=A", 250)),
        (
            "lemma".into(),
            (0..400)
                .map(|i| format!("l¦{}¦{}", i % 4, "e".repeat(i % 3)))
                .collect(),
        ),
        ("deprel".into(), relations),
        ("ner".into(), ner),
        ("source".into(), own(&["O", "B", "I"])),
        ("cue".into(), own(&["O", "B", "I"])),
        ("content".into(), own(&["O", "B", "I"])),
        ("event".into(), own(&["O", "ACCUSE", "ASSAULT"])),
        ("status".into(), own(&["actual", "denied"])),
        (
            "silent".into(),
            own(&["actors", "recipients", "date", "place"]),
        ),
        ("mode".into(), own(&["none", "allege"])),
        ("factual".into(), own(&["factual"])),
        ("new".into(), own(&["new"])),
        ("sent".into(), own(&["I", "E"])),
    ]
}
