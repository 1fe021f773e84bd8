"""The commands. Each imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NoReturn

import typer
from click import ClickException

from anhai_kg import __version__
from anhai_kg.cli.terminal import complain, decoded, note, prepare, say
from anhai_kg.errors import AnhaiError

if TYPE_CHECKING:
    from anhai_kg.cli.helper import Helper

__all__ = ["app", "main"]

_STOPPED: Final = 130  # what shells say of a command that Control-C ended

Form = Literal["table", "csv", "json", "markdown"]
Language = Literal["zh", "en"]

app: Final = typer.Typer(
    name="anhai-kg",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Turn Chinese local-government reports into a knowledge graph that cites its words.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
"""The command line; plain help, because drawing boxes costs more than all the rest."""

Reports = Annotated[
    list[Path],
    typer.Argument(
        metavar="REPORT",
        readable=False,  # our own error says what to do
        help="Files (txt, md, html, docx, pdf) and folders; - is standard input.",
        show_default=False,
    ),
]
TitleOption = Annotated[str, typer.Option(help="Of a single report.", show_default=False)]
DateOption = Annotated[
    str, typer.Option(help="Of a single report: 2023-09-28.", show_default=False)
]
PublisherOption = Annotated[str, typer.Option(help="Of a single report.", show_default=False)]
SourceOption = Annotated[
    str, typer.Option(help="Web address of a single report.", show_default=False)
]
_GRAPH: Final = "A .trig, .nq, .jsonld, .ttl or .nt file, a folder, or the address of an endpoint."
GraphOption = Annotated[
    str | None,
    typer.Option("-g", "--graph", help=_GRAPH, show_default="the newest in build/"),
]
GraphArgument = Annotated[
    str | None,
    typer.Argument(metavar="[GRAPH]", help=_GRAPH, show_default="the newest in build/"),
]
FormatOption = Annotated[Form, typer.Option("-f", "--format", help="How to print the rows.")]
BaseOption = Annotated[
    str, typer.Option(help="What the IRIs of things begin with.", show_default=False)
]


def _base(given: str) -> str:
    from anhai_kg.iri import BASE

    return given or BASE


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        say(f"anhai-kg {__version__}")
        raise typer.Exit


@app.command()
def build(
    context: typer.Context,
    reports: Reports,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write to.")] = Path(
        "build"
    ),
    explain: Annotated[
        bool, typer.Option("--explain", help="List each number that is no figure.")
    ] = False,
    base: BaseOption = "",
    title: TitleOption = "",
    date: DateOption = "",
    publisher: PublisherOption = "",
    source: SourceOption = "",
) -> None:
    """Read reports; write graph (.ttl, .trig) and page (.html); validate."""
    from anhai_kg.cli import building

    said = {"title": title, "date": date, "publisher": publisher, "source": source}
    if not building.build(
        reports, output, base=_base(base), said=said, explain=explain, helper=context.obj
    ):
        raise typer.Exit(1)


@app.command()
def facts(
    reports: Reports,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder to write to.", show_default=False)
    ],
    base: BaseOption = "",
    date: DateOption = "",
) -> None:
    """Write what was read as tables: entities, posts, acts, relations, figures."""
    from anhai_kg.cli import building

    building.write_facts(reports, output, base=_base(base), said={"date": date})


@app.command()
def ask(
    question: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUESTION] [NAME=VALUE]...",
            help="In Chinese or English, or the name of a question; nothing lists them.",
            show_default=False,
        ),
    ] = None,
    graph: GraphOption = None,
    form: FormatOption = "table",
    language: Annotated[
        Language | None, typer.Option("-l", "--language", help="Of labels.")
    ] = None,
    iris: Annotated[bool, typer.Option("--iris", help="IRIs instead of labels.")] = False,
    sparql: Annotated[bool, typer.Option("--sparql", help="Show the query too.")] = False,
) -> None:
    """Ask a question; it says how it was understood."""
    from anhai_kg.cli import asking

    if question:
        asking.answer(question, graph, form=form, language=language or "", iris=iris, sparql=sparql)
    else:
        asking.list_questions()


@app.command()
def query(
    sparql: Annotated[
        str, typer.Argument(metavar="SPARQL|FILE.rq", help="A query, or a file with one.")
    ],
    graph: GraphOption = None,
    form: FormatOption = "table",
    timeout: Annotated[float, typer.Option(help="Seconds until it is stopped.")] = 10,
    rows: Annotated[int, typer.Option(help="How many to print at most.")] = 100_000,
    language: Annotated[
        Language | None, typer.Option("-l", "--language", help="Labels in place of IRIs.")
    ] = None,
) -> None:
    """Ask in SPARQL 1.1; the default graph is the union of all graphs."""
    from anhai_kg.cli import asking

    asking.query(sparql, graph, form=form, timeout=timeout, rows=rows, language=language or "")


@app.command()
def validate(graph: GraphArgument = None, language: Language = "zh") -> None:
    """Check a graph against the SHACL shapes: exit 0 conforms, 1 does not, 2 could not run."""
    from anhai_kg.cli.graphs import mention, opened

    verdict = opened(graph).validate()
    for line in verdict.report(language=language).splitlines():
        say(line)
    mention(graph)
    if not verdict.conforms:
        raise typer.Exit(1)


@app.command()
def view(
    graph: GraphArgument = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The page.")] = Path("page.html"),
) -> None:
    """Write the page of a graph alone."""
    from anhai_kg.cli.graphs import mention, opened
    from anhai_kg.files import write_whole

    write_whole(output, opened(graph).to_html().encode())
    say(str(output))
    mention(graph)


@app.command()
def serve(
    graph: GraphArgument = None,
    port: Annotated[int, typer.Option(help="On 127.0.0.1; 0 takes a free one.")] = 7878,
    timeout: Annotated[float, typer.Option(help="Seconds until a query is stopped.")] = 10,
) -> None:
    """Answer SPARQL on this machine, with a page to ask on, until Control-C."""
    from anhai_kg.cli import serving

    serving.serve(graph, port=port, timeout=timeout)


@app.command()
def export(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            help="A file; its suffix says the format. A name without one is a folder of CSV tables.",
            show_default=False,
        ),
    ],
    graph: GraphArgument = None,
) -> None:
    """Write a graph as .ttl .trig .nq .nt .jsonld .graphml .gexf .html, or as CSV tables."""
    from anhai_kg.cli.graphs import mention, opened

    found = opened(graph)
    written = [found.write(output)] if output.suffix else found.write_tables(output)
    for path in written:
        say(str(path))
    mention(graph)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Tables judged by people.")],
    system: Annotated[Path, typer.Argument(metavar="FACTS_DIR", help="Tables to be judged.")],
    misses: Annotated[bool, typer.Option("--misses", help="Name what does not match.")] = False,
) -> None:
    """Precision, recall and F1 of fact tables, by kind."""
    from anhai_kg.cli import judging

    judging.score(gold, system, misses=misses)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="That `build` or `facts` wrote to.")] = Path(
        "build"
    ),
) -> None:
    """Whether the files of a folder are of one build and as it wrote them: exit 0 yes, 1 no."""
    from anhai_kg.cli import judging

    if not judging.check(folder):
        raise typer.Exit(1)


def _leave(code: int) -> NoReturn:
    """Exit; what could not be flushed because the reader went away is dropped."""
    gc.freeze()  # the interpreter need not look for garbage on its way out
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(code)


def main(helper: Helper) -> NoReturn:
    """Run a command: exit 0 done, 1 a check failed, 2 could not run."""
    prepare()
    gc.set_threshold(200_000, 20, 20)  # a run is short and keeps nearly all it makes: look seldom
    arguments = [decoded(argument) for argument in sys.argv[1:]]
    try:
        code = app(args=arguments or ["--help"], standalone_mode=False, obj=helper)
    except AnhaiError as error:
        complain(str(error))
        _leave(2)
    except ClickException as error:
        complain(f"{str(error).rstrip('.')}; see `anhai-kg --help`")
        _leave(2)
    except (KeyboardInterrupt, typer.Abort):
        code = _STOPPED
    except BrokenPipeError:
        _leave(0)
    if code == _STOPPED:  # typer, too, ends with it
        note("stopped")
    _leave(code if isinstance(code, int) else 0)
