//! The built-in file, and files made by hand.

use super::*;

fn place(name: &str, others: &[&str], population: u32) -> NewPlace {
    NewPlace {
        name: name.to_owned(),
        others: others.iter().map(|&o| o.to_owned()).collect(),
        feature: Feature::Town,
        latitude: -12.34567,
        longitude: 179.99999,
        geonames: 16_000_000,
        population,
        country: "KOS".to_owned(),
        division: Some(0),
        district: None,
    }
}

fn made() -> &'static [u8] {
    let mut division = place("North", &[], 9);
    division.feature = Feature::Division;
    division.division = None;
    let places = [place("Ay-Bee", &["Ötherton"], 5), place("Ay Bee", &[], 7)];
    let bytes = write("made by hand", &[division], &[], &places).expect("small");
    Box::leak(bytes.into_boxed_slice())
}

#[test]
fn what_is_written_is_read_most_inhabitants_first() {
    let gazetteer = Gazetteer::new(made()).expect("sound");
    assert_eq!(gazetteer.source(), "made by hand");
    assert_eq!((gazetteer.len(), gazetteer.names()), (3, 3));
    let found = gazetteer.named("ay bee");
    let names: Vec<_> = found
        .iter()
        .map(|m| (gazetteer.place(m.id).expect("there").name, m.main))
        .collect();
    assert_eq!(names, [("Ay Bee", true), ("Ay-Bee", true)]);
    let other = gazetteer.named(&fold("OTHERTON"));
    assert_eq!(other.len(), 1);
    assert!(!other[0].main);
    let read = gazetteer.place(other[0].id).expect("there");
    assert_eq!(
        (read.latitude, read.geonames, read.country),
        (-12.34567, 16_000_000, "KOS")
    );
    assert!(
        (read.longitude - 179.99999).abs() < 3e-5,
        "{}",
        read.longitude
    );
    let division = gazetteer
        .place(read.division.expect("in one"))
        .expect("there");
    assert_eq!(
        (division.name, division.feature),
        ("North", Feature::Division)
    );
    assert!(gazetteer.named("nowhere").is_empty());
}

#[test]
fn a_file_cut_short_is_refused_at_every_length() {
    let data = made();
    for length in 0..data.len() {
        let error = Gazetteer::new(&data[..length]).expect_err("cut short");
        let message = error.to_string();
        assert!(
            message.contains("make it anew"),
            "{length} bytes: {message}"
        );
    }
    let error = Gazetteer::new(&data[..data.len() - 1]).expect_err("short");
    assert!(error.to_string().contains("cut short"), "{error}");
}

#[test]
fn the_built_in_file_cut_short_is_refused_with_its_lengths() {
    let whole = super::DATA;
    let half = Gazetteer::new(&whole[..whole.len() / 2]).expect_err("short");
    let expected = GazetteerError::Length {
        expected: whole.len() as u64,
        found: whole.len() as u64 / 2,
    };
    assert_eq!(half, expected);
    let lengths = format!("{} bytes, not {}", whole.len() / 2, whole.len());
    assert!(half.to_string().contains(&lengths), "{half}");
}

#[test]
fn a_damaged_record_gives_no_place_and_no_panic() {
    let mut data = made().to_vec();
    for byte in &mut data[crate::format::HEAD..] {
        *byte ^= 0xA5;
    }
    if let Ok(gazetteer) = Gazetteer::new(Box::leak(data.into_boxed_slice())) {
        for id in gazetteer.ids() {
            let _ = gazetteer.place(id);
        }
        assert!(gazetteer.len() < 100);
    }
}

#[test]
fn the_built_in_file_knows_the_world() {
    let gazetteer = Gazetteer::embedded().expect("sound");
    let first = |name: &str| {
        let found = gazetteer.named(&fold(name));
        gazetteer.place(found.first()?.id)
    };
    for (name, country) in [
        ("Zakho", "IRQ"),
        ("Kiev", "UKR"),
        ("Pristina", "KOS"),
        ("Sana'a", "YEM"),
        ("Port-au-Prince", "HTI"),
        ("São Paulo", "BRA"),
        ("Sao Paulo", "BRA"),
        ("Xi'an", "CHN"),
        ("Diyala", "IRQ"),
    ] {
        let place = first(name);
        assert_eq!(place.map(|p| p.country), Some(country), "{name}");
    }
    assert!(gazetteer.len() > 250_000 && gazetteer.divisions().count() > 3_500);
    let tripolis: Vec<_> = gazetteer
        .named("tripoli")
        .iter()
        .filter_map(|m| Some(gazetteer.place(m.id)?.country))
        .collect();
    assert!(tripolis.contains(&"LBY") && tripolis.contains(&"LBN"));
    let every = gazetteer.ids().filter(|&id| gazetteer.place(id).is_some());
    assert_eq!(every.count(), gazetteer.len());
}
