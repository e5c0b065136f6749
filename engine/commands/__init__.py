"""The command line, one command per file. Listing one in COMMANDS adds it."""

from engine.commands.bench import bench_command
from engine.commands.evaluate import evaluate_command
from engine.commands.export import export_command
from engine.commands.generate import generate_command
from engine.commands.import_weights import import_command
from engine.commands.presets import presets_command
from engine.commands.train import train_command

COMMANDS = (
    train_command,
    evaluate_command,
    generate_command,
    presets_command,
    import_command,
    export_command,
    bench_command,
)
