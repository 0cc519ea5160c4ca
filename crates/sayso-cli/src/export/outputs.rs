//! From the options to writers and their files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sayso_export::{
    Acled, Actors, Annotations, Brat, Conllu, CsvTable, ExportError, Exporter, Form, Gdelt,
    GdeltVersion, Geojson, Gexf, Graphml, Icews, Jsonl, Notes, Phoenix, Selection, Table,
};

use super::args::{ExportArgs, NodeKind, TableName};
use crate::error::CliError;

/// The writers that the options ask for: several for several tables.
///
/// # Errors
/// When options do not go together, or a file cannot be made.
pub fn exporters(args: &ExportArgs) -> Result<Vec<Box<dyn Exporter>>, CliError> {
    let form = args.form.form();
    let tables = match args.table.map(TableName::table) {
        Some(None) => Table::ALL.to_vec(),
        Some(Some(table)) => vec![table],
        None => vec![Table::Events],
    };
    if form == Form::Brat || tables.len() > 1 {
        let Some(folder) = &args.output else {
            let what = if form == Form::Brat {
                "brat"
            } else {
                "--table all"
            };
            return Err(CliError::Asked(format!(
                "{what} makes several files: say with -o into which folder"
            )));
        };
        fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
        if form == Form::Brat {
            let folder = folder.clone();
            let create = move |name: &str| -> io::Result<Box<dyn Write>> {
                Ok(Box::new(BufWriter::new(File::create(folder.join(name))?)))
            };
            return Ok(vec![Box::new(Brat::new(create))]);
        }
        let make = |table: Table| {
            let path = folder.join(format!("{}.{}", table.name(), form.name()));
            exporter(args, form, table, sink(Some(&path))?)
        };
        return tables.into_iter().map(make).collect();
    }
    let table = tables.first().copied().unwrap_or(Table::Events);
    Ok(vec![exporter(
        args,
        form,
        table,
        sink(args.output.as_deref())?,
    )?])
}

/// A file or standard output.
type Sink = Box<dyn Write + Send>;

fn sink(path: Option<&Path>) -> Result<Sink, CliError> {
    Ok(match path {
        Some(path) => {
            let file = File::create(path).map_err(|e| failed(path, e))?;
            Box::new(BufWriter::with_capacity(1 << 16, file))
        }
        None => Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
    })
}

fn exporter(
    args: &ExportArgs,
    form: Form,
    table: Table,
    out: Sink,
) -> Result<Box<dyn Exporter>, CliError> {
    let selection = if args.all {
        Selection::All
    } else {
        Selection::Actual
    };
    let actors = match args.nodes {
        None | Some(NodeKind::Code) => Actors::Code,
        Some(NodeKind::Country) => Actors::Country,
        Some(NodeKind::Name) => Actors::Name,
    };
    let version = if args.columns.as_deref() == Some("58") {
        GdeltVersion::One
    } else {
        GdeltVersion::Two
    };
    Ok(match form {
        Form::Csv => Box::new(CsvTable::new(out, table)),
        Form::Parquet => parquet(out, table)?,
        Form::Jsonl => Box::new(Jsonl::new(out)),
        Form::Geojson => Box::new(Geojson::new(out, selection)),
        Form::Gexf => Box::new(Gexf::new(out, actors, selection)),
        Form::Graphml => Box::new(Graphml::new(out, actors, selection)),
        Form::Conllu => Box::new(Conllu::new(out)),
        Form::WebAnnotation => Box::new(Annotations::new(out)),
        Form::Icews => Box::new(Icews::new(out, selection)),
        Form::Phoenix => Box::new(Phoenix::new(out, selection, notes(args)?)),
        Form::Gdelt => Box::new(Gdelt::new(out, version, selection, notes(args)?)),
        Form::Acled => Box::new(Acled::new(out, selection)),
        Form::Brat => return Err(CliError::Asked("brat makes several files".to_owned())),
    })
}

#[cfg(feature = "parquet")]
fn parquet(out: Sink, table: Table) -> Result<Box<dyn Exporter>, CliError> {
    let writer = sayso_export::ParquetTable::new(out, table).map_err(CliError::Export)?;
    Ok(Box::new(writer))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: Sink, _: Table) -> Result<Box<dyn Exporter>, CliError> {
    Err(CliError::Asked(
        "this program was built without Parquet: build it with `--features parquet`, or export csv"
            .to_owned(),
    ))
}

/// Where the notes go that GDELT's and Phoenix's shapes have no column for.
fn notes(args: &ExportArgs) -> Result<Notes<'static>, CliError> {
    if args.notes {
        return Ok(Notes::Column);
    }
    match &args.output {
        None => Ok(Notes::None),
        Some(path) => Ok(Notes::Beside(sink(Some(&beside(path, "notes.tsv")))?)),
    }
}

/// Writes what the form loses, and how many events were left out, beside the
/// output of a form that cannot hold it.
///
/// # Errors
/// When the file cannot be written.
pub fn about(args: &ExportArgs, exporters: &[Box<dyn Exporter>]) -> Result<(), CliError> {
    let form = args.form.form();
    let (Some(path), Some(exporter)) = (&args.output, exporters.first()) else {
        return Ok(());
    };
    let path = match form {
        Form::Icews | Form::Phoenix | Form::Gdelt | Form::Acled => beside(path, "about.txt"),
        // Not .txt: brat would take it for a document.
        Form::Brat => path.join("about.md"),
        _ => return Ok(()),
    };
    fs::write(&path, form.about_with(exporter.tally())).map_err(|e| failed(&path, e))
}

/// `events.tsv` to `events.tsv.notes.tsv`.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    PathBuf::from(name)
}

fn failed(path: &Path, error: io::Error) -> CliError {
    CliError::Write {
        to: path.display().to_string(),
        error,
    }
}

/// An error of a writer, as the program tells it.
pub fn told(args: &ExportArgs, error: ExportError) -> CliError {
    let to = args
        .output
        .as_ref()
        .map_or("standard output".to_owned(), |p| p.display().to_string());
    match error {
        ExportError::Io(error) => CliError::Write { to, error },
        other => CliError::Export(other),
    }
}
