"""A network is a folder, and nothing outside the connectors knows its name."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from torilla.connectors.registry import NETWORKS, network
from torilla.connectors.testing.contract_tests import AddressContract

TORILLA = Path(__file__).parents[2] / "torilla"
CONNECTORS = TORILLA / "connectors"
NO_NETWORK = {"testing", "tests", "__pycache__"}
# What the invented municipality does is data, which speaks of networks as a register does.
DEMONSTRATION = TORILLA / "config" / "demo"
SOURCES = [
    path
    for path in sorted(TORILLA.rglob("*.py"))
    if not {CONNECTORS, DEMONSTRATION} & set(path.parents)
    and "tests" not in path.relative_to(TORILLA).parts
]
# A name of one letter is everywhere: every chart has an x.
SHORTEST_NAME = 2


def folders():
    return {path.name for path in CONNECTORS.iterdir() if path.is_dir()} - NO_NETWORK


def names():
    labels = {label for slug in NETWORKS for label in network(slug).labels}
    return {label for label in labels if len(label) >= SHORTEST_NAME}


def literals(source):
    nodes = ast.walk(ast.parse(source))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def networks_named(source):
    return {text for text in literals(source) if text.lower() in names()}


def test_every_folder_is_in_the_registry_and_nothing_else():
    assert folders() == set(NETWORKS)


@pytest.mark.parametrize("slug", NETWORKS)
def test_a_network_is_called_what_its_folder_is_called(slug):
    assert network(slug).slug == slug
    assert NETWORKS[slug] == f"torilla.connectors.{slug}.addresses"


@pytest.mark.parametrize("slug", NETWORKS)
def test_a_folder_says_what_it_was_tried_against(slug):
    readme = (CONNECTORS / slug / "README.md").read_text(encoding="utf8")
    assert "Tried against: its documentation by hand" in readme


@pytest.mark.parametrize("slug", NETWORKS)
def test_a_network_is_held_to_the_whole_contract(slug):
    module = import_module(f"torilla.connectors.{slug}.tests.test_addresses")
    held = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, AddressContract)
    ]
    own = [value for value in held if value is not AddressContract]
    assert [contract.network.slug for contract in own] == [slug]
    assert own[0].accepted and own[0].refused
    # Nothing of the contract is replaced.
    replaced = vars(own[0]).keys() & {n for n in vars(AddressContract) if n.startswith("test_")}
    assert not replaced and "pytest_generate_tests" not in vars(own[0])


@pytest.mark.parametrize("slug", NETWORKS)
def test_a_network_skips_nothing(slug):
    source = (CONNECTORS / slug / "tests" / "test_addresses.py").read_text(encoding="utf8")
    assert "skip" not in source and "xfail" not in source


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TORILLA)))
def test_nobody_else_knows_a_networks_name(path):
    assert not networks_named(path.read_text(encoding="utf8"))


def test_the_guard_sees_a_networks_name():
    assert networks_named('if account.network == "facebook": pass') == {"facebook"}
    assert networks_named('LABEL = "X (Twitter)"') == {"X (Twitter)"}
    assert not networks_named('AXES = ("x", "y")')


def test_each_network_is_in_the_import_contract():
    contracts = (TORILLA.parent / "pyproject.toml").read_text(encoding="utf8")
    _, _, independence = contracts.partition('name = "One network never imports another"')
    assert not [s for s in NETWORKS if f'"torilla.connectors.{s}"' not in independence]
