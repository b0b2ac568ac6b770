"""Every effect, every note and every operation has its consequence: whoever adds one has to say what it is for a reviewer."""

from __future__ import annotations

import importlib

import pytest

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.preview_report.consequence import SERIOUS, Kind
from pulumi_ecs_express.model.preview_report.report import Operation
from pulumi_ecs_express.planning.permissions.table import TABLE as PERMISSIONS
from pulumi_ecs_express.planning.preview_report import consequences, effects, headline, wording
from pulumi_ecs_express.planning.preview_report.calls import PLUGIN, known_calls
from pulumi_ecs_express.planning.preview_report.note_kinds import kind_of
from pulumi_ecs_express.planning.preview_report.recording.declared import KINDS
from pulumi_ecs_express.planning.service_settings.table import OTHERS, TABLE
from pulumi_ecs_express.planning.service_settings.verdicts import Deploys

NOTES: dict[str, dict[str, Kind | None]] = {
    "service.preview_notes": {
        "CANARY": None, "TO_OWN_DEFINITION": None, "FROM_OWN_DEFINITION": None, "LOGS": None, "MADE_LOG_GROUP": None,
        "PAUSING": Kind.DOWNTIME, "RESUMING": None, "STOPPING": Kind.DOWNTIME, "NEVER_LEAVES_ZERO": Kind.DOWNTIME,
    },
    "service.definition_notes": {
        "BEGINS": None, "ENDS": None, "LOGS": None, "NEW_LOGS": None, "ROUTED": None, "UNROUTED": None,
    },
    "custom_domain.notes": {"HOW_LONG": None, "GAP": Kind.DOWNTIME},
    "task_definition.notes": {"GOES": Kind.CONTAINER_LOST},
    "service_settings.notes": {},
    "service_update.notes": {},
}  # fmt: skip
"""The sentences of notes by module, and what each is beside information."""

NO_SENTENCES = {
    "DEFAULT_METRIC",
    "DEFAULT_CLUSTER",
    "CONTAINERS",
    "ENVIRONMENT",
    "FILES",
    "SECRETS",
    "SIDECARS",
    "VOLUMES",
}
"""Words that the modules import."""


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("component", KINDS)
def test_every_effect_of_a_field_is_a_consequence(component: str, effect: Effect) -> None:
    """In one sentence, which is the effect's own unless the component is not of Express Mode."""
    kind, text = effects.meaning(component, effect, "propagateTags")

    assert text
    assert kind in wording.NAMES
    assert "canary" not in text or component == "ExpressGatewayService" or (component, effect) not in effects.OTHERWISE


@pytest.mark.parametrize("component", KINDS)
def test_no_component_but_a_service_is_said_to_be_deployed_by_canary_or_to_change_its_url(component: str) -> None:
    """Express Mode's sentences stay with Express Mode: every effect that a field of the component declares is looked at."""
    if component == "ExpressGatewayService":
        return
    declared = {effect for effect, _ in KINDS[component].rules().values()}
    texts = [effects.meaning(component, effect, "propagateTags")[1] for effect in declared]

    assert not [text for text in texts if "canary" in text or "URL" in text]


def test_every_answer_of_the_table_of_settings_is_a_consequence() -> None:
    """A setting is a deployment exactly where its row says so."""
    assert set(effects.BY_SETTING) == set(Deploys)
    for name, row in {**TABLE, **OTHERS}.items():
        kind, _ = effects.meaning("ServiceSettings", Effect.SETTING, name)
        assert (kind is Kind.DEPLOYMENT) is (row.deploys in (Deploys.YES, Deploys.FORCED))


@pytest.mark.parametrize("module", NOTES)
def test_every_sentence_of_the_notes_is_known_for_what_it_is(module: str) -> None:
    """A new sentence has to be put into the table above: is it more than information?"""
    notes = importlib.import_module(f"pulumi_ecs_express.planning.{module}")
    found = {name: text for name, text in vars(notes).items() if name.isupper() and isinstance(text, str)}
    found = {name: text for name, text in found.items() if name not in NO_SENTENCES}

    assert {name: kind_of(f"container x{text}" if name == "GOES" else text) for name, text in found.items()} == NOTES[
        module
    ]


def test_every_kind_has_its_words() -> None:
    """In headlines, lists, and the order: the serious ones come first."""
    assert set(headline.SAID) == set(wording.NAMES) == set(Kind)
    assert tuple(Kind)[: len(SERIOUS)] == SERIOUS
    assert set(headline.WORDS) == set(Operation)
    assert set(consequences.NEW) == set(KINDS)
    assert {*consequences.GONE, "EcsServiceUpdate"} == set(KINDS)


def test_every_call_of_a_report_is_in_the_table_of_permissions() -> None:
    """A report names no call that the printed policy would not allow."""
    assert known_calls() <= {row.action for row in PERMISSIONS}
    assert all(made and gone for made, gone in PLUGIN.values())
