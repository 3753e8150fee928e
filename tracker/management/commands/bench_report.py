"""Tells what script/bench has measured: tables for the documentation, and curves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.management.bench_charts import chart
from tracker.management.bench_figures import read_figures
from tracker.management.bench_tables import table


class Command(BaseCommand):
    help = "Print the figures of script/bench --http --json as Markdown, and draw their curves."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", help="one for each database")
        parser.add_argument("--svg", type=Path, help="write the curves here")

    def handle(self, *, files: list[Path], svg: Path | None, **options: Any) -> None:
        measured = [read_figures(file) for file in files]
        for surroundings, figures in measured:
            self.stdout.write(table(surroundings, figures) + "\n")
        if svg:
            svg.write_text(chart(measured))
