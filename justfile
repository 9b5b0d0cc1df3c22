# Tandem's tasks. `just` alone lists them; every one works without just as well, see the right-hand side.

_list:
    @just --list

# make .venv and install what the demo needs
setup:
    scripts/setup --for demo

# every check and every test
test *arguments:
    scripts/test {{arguments}}

# unit and window tests and all linters, in under a minute
fast:
    scripts/test --fast

# rewrite the code in the project's format
format:
    .venv/bin/ruff check --fix --quiet .
    .venv/bin/ruff format .

# see Tandem at work on a pretend bank
demo *arguments:
    scripts/demo {{arguments}}

# measure something; without a name, list what can be measured
bench *arguments:
    scripts/bench {{arguments}}
