//! From the lines of the actor files to the compiled lexicon.

use sayso_article::SmolStr;

use super::agents::{Agent, AgentKind};
use super::table::{Row, read as read_table};
use super::{Actor, ActorKind, ActorLexicon, Town, fold, words};
use crate::{LexiconError, SECTORS};

const COUNTRIES: [&str; 7] = [
    "code", "name", "aliases", "demonyms", "capital", "metonyms", "note",
];
const REGIONS: [&str; 4] = ["name", "country", "kind", "note"];
const INTERNATIONAL: [&str; 6] = ["name", "aliases", "code", "sector", "kind", "note"];
const ORGANIZATIONS: [&str; 9] = [
    "name",
    "aliases",
    "kind",
    "country",
    "sector",
    "other_sectors",
    "from",
    "to",
    "note",
];
const FORCES: [&str; 4] = ["pattern", "sector", "country_from", "note"];
const OFFICE_HOLDERS: [&str; 7] = ["name", "aliases", "country", "sector", "role", "from", "to"];
const AGENTS: [&str; 5] = ["lemma", "sectors", "kind", "yes", "no"];
const EPITHETS: [&str; 6] = ["text", "resolves_to", "country", "kind", "note", "yes"];

/// Codes of actors that belong to no single state.
const STATELESS: [&str; 7] = ["UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"];

pub(super) fn read(files: &[(&str, &str)]) -> Result<ActorLexicon, LexiconError> {
    let mut out = ActorLexicon::default();
    // Countries come first: the other files are checked against their codes.
    for countries in [true, false] {
        for &(file, text) in files {
            match (file.rsplit('/').next().unwrap_or(file), countries) {
                ("countries.tsv", true) => {
                    read_table(file, text, &COUNTRIES, |row| country(&mut out, file, row))?;
                    out.countries.sort();
                }
                ("regions.tsv", false) => {
                    read_table(file, text, &REGIONS, |row| region(&mut out, file, row))?;
                }
                ("cities.tsv", false) => {
                    read_table(file, text, &REGIONS, |row| {
                        let code = code(&out, row, "country")?.unwrap_or_default();
                        let large = row.cell("kind") == "city";
                        let town = Town { code, large };
                        out.towns.insert(joined(row.cell("name")), town);
                        Ok(())
                    })?;
                }
                ("international.tsv", false) => {
                    read_table(file, text, &INTERNATIONAL, |row| body(&mut out, file, row))?;
                }
                ("organizations.tsv", false) => {
                    read_table(file, text, &ORGANIZATIONS, |row| body(&mut out, file, row))?;
                }
                ("office_holders.tsv", false) => {
                    read_table(file, text, &OFFICE_HOLDERS, |row| {
                        person(&mut out, file, row)
                    })?;
                }
                ("epithets.tsv", false) => {
                    read_table(file, text, &EPITHETS, |row| epithet(&mut out, file, row))?;
                }
                ("forces.tsv", false) => {
                    read_table(file, text, &FORCES, |row| {
                        let sector = sector(row, "sector")?;
                        let context = row.values("country_from").any(|v| v == "context");
                        let line = place(file, row);
                        out.forces.add(row.cell("pattern"), &sector, context, line);
                        Ok(())
                    })?;
                }
                ("agents.tsv", false) => {
                    read_table(file, text, &AGENTS, |row| agent(&mut out, file, row))?;
                }
                _ => {}
            }
        }
    }
    out.forces.compile();
    Ok(out)
}

fn place(file: &str, row: &Row) -> SmolStr {
    SmolStr::new(format!("{file}:{}", row.line))
}

/// The plain actor of a row, without names.
fn actor(file: &str, row: &Row, name: &str, kind: ActorKind) -> Actor {
    Actor {
        name: name.into(),
        kind,
        country: None,
        sectors: Vec::new(),
        role: SmolStr::default(),
        from: row.cell("from").into(),
        to: row.cell("to").into(),
        line: place(file, row),
    }
}

fn country(out: &mut ActorLexicon, file: &str, row: &Row) -> Result<(), LexiconError> {
    let code = row.cell("code");
    if code.len() != 3 || !code.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(row
            .error("code", format!("`{code}` is no country code"))
            .cure("three capital letters, as in ISO 3166-1 alpha-3"));
    }
    let name = row.cell("name");
    let adjective = row.values("demonyms").next().unwrap_or_default();
    out.countries
        .push((code.into(), name.into(), adjective.into()));
    let mut add = |kind, sectors: Vec<SmolStr>, forms: Vec<&str>| {
        if forms.is_empty() {
            return;
        }
        let mut actor = actor(file, row, name, kind);
        actor.country = Some(code.into());
        actor.sectors = sectors;
        let id = out.actors.len();
        for form in forms {
            out.names.add(bare(form), id, None);
        }
        out.actors.push(actor);
    };
    let mut forms = vec![name];
    forms.extend(row.values("aliases"));
    add(ActorKind::Country, Vec::new(), forms);
    add(
        ActorKind::Demonym,
        Vec::new(),
        row.values("demonyms").collect(),
    );
    add(
        ActorKind::Capital,
        Vec::new(),
        row.values("capital").collect(),
    );
    for metonym in row.values("metonyms") {
        let (form, sector) = metonym.rsplit_once(':').unwrap_or((metonym, ""));
        if !SECTORS.contains(&sector) {
            return Err(row
                .error("metonyms", format!("`{metonym}` has no sector"))
                .cure("write Name:SECTOR, e.g. Kremlin:GOV"));
        }
        add(ActorKind::Metonym, vec![sector.into()], vec![form]);
    }
    Ok(())
}

/// A form without a leading article, which is no part of the match.
fn bare(form: &str) -> &str {
    let form = form.trim();
    form.strip_prefix("the ").unwrap_or(form)
}

/// The folded words of a name, joined by spaces.
fn joined(name: &str) -> String {
    let folded: Vec<String> = words(name).into_iter().map(|w| w.folded).collect();
    folded.join(" ")
}

/// A state, province or city.
fn region(out: &mut ActorLexicon, file: &str, row: &Row) -> Result<(), LexiconError> {
    let kind = match row.cell("kind") {
        "state" => ActorKind::State,
        "city" => ActorKind::City,
        other => {
            return Err(row.error("kind", format!("`{other}` is neither state nor city")));
        }
    };
    let mut actor = actor(file, row, row.cell("name"), kind);
    actor.country = code(out, row, "country")?;
    let id = out.actors.len();
    out.names.add(row.cell("name"), id, None);
    out.actors.push(actor);
    Ok(())
}

/// An international body, an organisation or a group.
fn body(out: &mut ActorLexicon, file: &str, row: &Row) -> Result<(), LexiconError> {
    let kind = match row.cell("kind") {
        "group" => ActorKind::Group,
        "organization" => ActorKind::Organization,
        other => {
            return Err(row.error(
                "kind",
                format!("`{other}` is neither organization nor group"),
            ));
        }
    };
    let mut sectors = vec![sector(row, "sector")?];
    for other in row.values("other_sectors") {
        sectors.push(known_sector(row, "other_sectors", other)?);
    }
    let column = if row.cell("code").is_empty() {
        "country"
    } else {
        "code"
    };
    let mut actor = actor(file, row, row.cell("name"), kind);
    actor.country = code(out, row, column)?;
    actor.sectors = sectors;
    add_named(out, row, actor);
    Ok(())
}

fn person(out: &mut ActorLexicon, file: &str, row: &Row) -> Result<(), LexiconError> {
    let mut actor = actor(file, row, row.cell("name"), ActorKind::Person);
    actor.country = code(out, row, "country")?;
    actor.sectors = vec![sector(row, "sector")?];
    actor.role = row.cell("role").into();
    add_named(out, row, actor);
    Ok(())
}

fn epithet(out: &mut ActorLexicon, file: &str, row: &Row) -> Result<(), LexiconError> {
    let name = row.cell("resolves_to");
    let mut actor = actor(file, row, name, ActorKind::Epithet);
    actor.country = code(out, row, "country")?;
    if row.cell("kind") == "force" {
        actor.sectors = vec!["MIL".into()];
    }
    actor.role = row.cell("kind").into();
    let id = out.actors.len();
    out.names.add(bare(row.cell("text")), id, None);
    out.actors.push(actor);
    Ok(())
}

fn agent(out: &mut ActorLexicon, file: &str, row: &Row) -> Result<(), LexiconError> {
    let mut sectors = Vec::new();
    for value in row.values("sectors") {
        sectors.push(known_sector(row, "sectors", value)?);
    }
    let kind = match row.cell("kind") {
        "person" => AgentKind::Person,
        "role" => AgentKind::Role,
        "group" => AgentKind::Group,
        "organization" => AgentKind::Organization,
        other => return Err(row.error("kind", format!("`{other}` is no kind of agent"))),
    };
    out.agents.add(Agent {
        lemma: row.cell("lemma").into(),
        sectors,
        kind,
        line: place(file, row),
    });
    Ok(())
}

/// Adds an actor under its name and aliases. A name with a country in
/// parentheses counts bare only near that country.
fn add_named(out: &mut ActorLexicon, row: &Row, actor: Actor) {
    let id = out.actors.len();
    let forms = std::iter::once(row.cell("name")).chain(row.values("aliases"));
    for form in forms {
        let near = form
            .strip_suffix(')')
            .and_then(|f| f.rsplit_once(" ("))
            .and_then(|(bare, inner)| Some((bare, country_of(out, inner)?)));
        match near {
            Some((form, code)) => out.names.add(bare(form), id, Some(code)),
            None => out.names.add(bare(form), id, None),
        }
    }
    out.actors.push(actor);
}

/// The country that a name or capital names.
fn country_of(out: &ActorLexicon, name: &str) -> Option<SmolStr> {
    let found = out.named(&words(name))?;
    let (actor, _) = found.actors.into_iter().next()?;
    actor.country.clone()
}

fn sector(row: &Row, column: &str) -> Result<SmolStr, LexiconError> {
    known_sector(row, column, row.cell(column))
}

fn known_sector(row: &Row, column: &str, value: &str) -> Result<SmolStr, LexiconError> {
    if SECTORS.contains(&value) || ["IGO", "NGO"].contains(&value) {
        return Ok(value.into());
    }
    Err(row.error(column, format!("`{value}` is no sector")))
}

fn code(out: &ActorLexicon, row: &Row, column: &str) -> Result<Option<SmolStr>, LexiconError> {
    let value = row.cell(column);
    if value.is_empty() {
        return Ok(None);
    }
    if out.country_name(value).is_some() || STATELESS.contains(&value) {
        return Ok(Some(value.into()));
    }
    Err(row
        .error(column, format!("`{value}` is no code of countries.tsv"))
        .cure(format!(
            "or one of {}",
            fold(&STATELESS.join(" ")).to_uppercase()
        )))
}
