//! `sayso explain`: why an event was coded as it was.

use std::io::{self, Write};

use sayso_article::{Article, EventId, MentionId, Syntax, TokenId};
use sayso_coder::layers::{Event, Party};
use sayso_coder::{Analysis, status_name};

use crate::args::ExplainArgs;
use crate::error::CliError;
use crate::inputs;
use crate::run::Session;

/// Codes one article and explains one event, or all.
///
/// # Errors
/// When the article cannot be read or has no such event.
pub fn explain(args: &ExplainArgs) -> Result<(), CliError> {
    let session = Session::new(&args.reading)?;
    let inputs = inputs::expand(std::slice::from_ref(&args.path));
    let mut found = Vec::new();
    session.code(
        &inputs,
        |analysis| analysis,
        |(origin, outcome)| match outcome {
            Ok(analysis) => {
                found.push(analysis);
                Ok(())
            }
            Err(reason) => Err(CliError::FailFast {
                path: origin.to_string(),
                reason,
            }),
        },
    )?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let failed = |error| CliError::Write {
        to: "standard output".to_owned(),
        error,
    };
    for analysis in &found {
        let count = analysis.events.list.len();
        let wanted = match &args.event {
            None => 0..count,
            Some(name) => {
                let number = name.trim_start_matches('e').parse().ok();
                match number.filter(|n| (1..=count).contains(n)) {
                    Some(n) => n - 1..n,
                    None => {
                        let path = args.path.display().to_string();
                        return Err(CliError::NoEvent {
                            path,
                            event: name.clone(),
                            count,
                        });
                    }
                }
            }
        };
        for i in wanted {
            write_event(&mut out, analysis, i).map_err(failed)?;
        }
    }
    if found.is_empty() {
        Err(CliError::NothingRead(inputs.len()))
    } else {
        out.flush().map_err(failed)
    }
}

fn write_event(out: &mut impl Write, analysis: &Analysis, i: usize) -> io::Result<()> {
    let (article, syntax) = (&analysis.article, &analysis.syntax);
    let event = &analysis.events.list[i];
    let sentence = syntax.sentence_of(event.head);
    writeln!(
        out,
        "e{}  {}",
        i + 1,
        article.slice(sentence.span).replace(['\n', '\r'], " ")
    )?;
    let mode = event
        .mode
        .as_ref()
        .map(|m| format!("/{m}"))
        .unwrap_or_default();
    let cameo = event
        .cameo
        .as_ref()
        .map(|c| format!("  CAMEO {c}"))
        .unwrap_or_default();
    writeln!(out, "  type        {}{mode}{cameo}", event.kind.name())?;
    writeln!(out, "  trigger     {}", article.slice(event.trigger))?;
    writeln!(out, "  rule        {}", event.evidence.rule)?;
    writeln!(
        out,
        "  matched     {}",
        words(article, syntax, &event.evidence.tokens)
    )?;
    for (what, parties) in [("actor", &event.actors), ("recipient", &event.recipients)] {
        for party in parties {
            write_party(out, analysis, what, party)?;
        }
        if parties.is_empty() {
            writeln!(out, "  {what:<11} not expressed")?;
        }
    }
    let note = &event.evidence.note;
    let why = if note.is_empty() {
        String::new()
    } else {
        format!("  ({note})")
    };
    writeln!(out, "  status      {}{why}", status_name(event.status))?;
    write_say_so(out, analysis, event)?;
    for count in &event.counts {
        let counted = count.counted.as_ref().map(|c| format!(" {c}"));
        let said = match count.said_by {
            said if said == event.said_by => String::new(),
            Some(id) => format!(", says s{}", id.index() + 1),
            None => ", says the article itself".to_owned(),
        };
        writeln!(
            out,
            "  count       {}{} {}  ({}{said})",
            article.slice(count.span),
            counted.unwrap_or_default(),
            count.of,
            count.reason
        )?;
    }
    write_when_and_where(out, analysis, i)?;
    writeln!(out, "  confidence  {:.2}\n", event.confidence)?;
    for id in sentence.tokens() {
        let token = &syntax[id];
        let head = token.head.map_or("ROOT", |h| article.slice(syntax[h].span));
        let mark = if event.evidence.tokens.contains(&id) {
            '*'
        } else {
            ' '
        };
        writeln!(
            out,
            "  {mark} {:<18} {:<6} {:<6} {:<14} ← {head}",
            article.slice(token.span),
            token.upos.name(),
            token.xpos,
            token.deprel,
        )?;
    }
    writeln!(out)
}

fn write_party(
    out: &mut impl Write,
    analysis: &Analysis,
    what: &str,
    party: &Party,
) -> io::Result<()> {
    let mention = analysis.entities.mention(party.mention);
    let entity = analysis.entities.entity(mention.entity);
    let phrase = analysis.article.slice(mention.span);
    let (country, sectors, reason) = party.belonging(&analysis.entities);
    let country = country.map_or("country not known", |c| c.as_str());
    let sectors = sectors.join(" ");
    writeln!(
        out,
        "  {what:<11} {phrase} [{country} {sectors}]  stands as {}",
        party.role
    )?;
    if entity.name != phrase {
        writeln!(
            out,
            "              is {}{}",
            entity.name,
            also(analysis, party.mention)
        )?;
    }
    if !reason.is_empty() {
        writeln!(out, "              because {reason}")?;
    }
    Ok(())
}

/// The first mention of the entity, when it is another one.
fn also(analysis: &Analysis, mention: MentionId) -> String {
    let entities = &analysis.entities;
    let entity = entities.entity(entities.mention(mention).entity);
    match entity.mentions.first() {
        Some(&first) if first != mention => {
            let span = entities.mention(first).span;
            format!(", first “{}”", analysis.article.slice(span))
        }
        _ => String::new(),
    }
}

fn write_say_so(out: &mut impl Write, analysis: &Analysis, event: &Event) -> io::Result<()> {
    let Some(id) = event.said_by else {
        return writeln!(out, "  said by     the article itself");
    };
    let statement = &analysis.statements.list[id.index()];
    let speaker = analysis
        .entities
        .speakers
        .get(id.index())
        .and_then(Option::as_ref);
    let name = speaker.map_or("a source not named", |s| &s.name);
    let cue = statement
        .cue
        .as_ref()
        .map_or("(quotation goes on)", |c| analysis.article.slice(c.span));
    writeln!(
        out,
        "  said by     {name}: s{} “{cue}”  (rule {})",
        id.index() + 1,
        statement.evidence.rule
    )?;
    if let Some(speaker) = speaker.filter(|s| !s.reason.is_empty()) {
        writeln!(out, "              because {}", speaker.reason)?;
    }
    Ok(())
}

fn write_when_and_where(out: &mut impl Write, analysis: &Analysis, i: usize) -> io::Result<()> {
    let event = EventId::new(i);
    let settings = &analysis.settings;
    if let Some((time, tied)) = settings.date(&analysis.times, event) {
        let value = time.value.as_deref().unwrap_or("not resolved");
        writeln!(
            out,
            "  date        {value} from “{}”: {}; tied by {} ({:.2})",
            analysis.article.slice(time.span),
            time.reason,
            tied.step,
            tied.probability
        )?;
    }
    if let Some((place, tied)) = settings.place(&analysis.places, event) {
        let country = place.country.as_deref().unwrap_or("country not known");
        writeln!(
            out,
            "  place       {}, {country}: {}; tied by {} ({:.2})",
            place.name, place.reason, tied.step, tied.probability
        )?;
    }
    Ok(())
}

fn words(article: &Article, syntax: &Syntax, tokens: &[TokenId]) -> String {
    let words: Vec<&str> = tokens
        .iter()
        .map(|&t| article.slice(syntax[t].span))
        .collect();
    words.join(" ")
}
