"""Loads everything that the program tells a person: `load` is the only way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from unknot.core.anatomy import Anatomy, Source
from unknot.core.plan import Technique, Tool
from unknot.core.safety import StopReason
from unknot.core.screening import ScreeningItem, Urgency
from unknot.guide import schema
from unknot.guide.anatomy import AnatomyFiles, build_anatomy
from unknot.guide.reading import Document, T, by_id, read
from unknot.guide.shape_schema import Shapes
from unknot.guide.sources import Sources, read_sources
from unknot.guide.words import (
    NUMBER,
    About,
    Advice,
    CheckWords,
    FeltWords,
    Moves,
    MoveWords,
    StopWords,
    StrengthWords,
    TechniqueWords,
)

FALLBACK = "en"
"""The language that has every file; any other may lack some."""
RED_FLAGS = ("both-legs", "weakness", "bladder-bowel")
"""The guide's red flags: no language may lack one, or ask it less than daily, or make it less than an emergency."""
NEW_NUMBNESS = "new-numbness"
"""The item that is ticked from the start where somebody says it is numb: no language may lack it."""

_URGENCIES = {"ask-first": Urgency.ASK_FIRST, "same-day": Urgency.SAME_DAY, "emergency": Urgency.EMERGENCY}


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide and what goes beyond it, in one language, checked: every statement has a source."""

    anatomy: Anatomy
    techniques: Mapping[Technique, TechniqueWords]
    strength: StrengthWords
    moves: Moves
    screening: tuple[ScreeningItem, ...]
    check: CheckWords
    advice: Mapping[Urgency, Advice]
    stop: StopWords
    felt: FeltWords
    about: About
    sources: tuple[Source, ...]

    @property
    def red_flags(self) -> tuple[ScreeningItem, ...]:
        """The items of the check that are emergencies and asked before each session: what to watch for at any time."""
        return tuple(item for item in self.screening if item.daily and item.urgency is Urgency.EMERGENCY)


def load(resources: Path, language: str = FALLBACK) -> Guide:
    """Read `guide/` and `atlas/views.json` below `resources`.

    `language` names a folder of `guide/` ("de", "pt_BR"; "pt_BR" also takes "pt"); what it lacks comes from "en".
    Raises GuideError, one plain line, for a file that is missing or wrong.
    """
    words = words_of(resources, language)
    techniques, screening = (
        words.read("techniques.toml", schema.Techniques),
        words.read("screening.toml", schema.Screening),
    )
    return Guide(
        anatomy=_anatomy(words),
        techniques=_techniques(words.sources, techniques),
        strength=_strength(words.sources, techniques),
        moves=_moves(words),
        screening=_screening(words.sources, screening),
        check=_check(words.sources, screening),
        advice=_advice(words),
        stop=_stop(words),
        felt=_felt(words),
        about=_about(words),
        sources=tuple(words.sources.by_id.values()),
    )


def words_of(resources: Path, language: str) -> "Words":
    """Return the files of a language, as `load` takes it. Raises GuideError for wrong sources."""
    return Words(resources, language, read_sources(resources))


@dataclass(frozen=True, slots=True)
class Words:
    """The files of one language, and the sources that they name."""

    resources: Path
    language: str
    sources: Sources

    def read(self, name: str, table: type[T]) -> Document[T]:
        """Read a file of this language, or of the one that every file is there in. Raises GuideError."""
        for folder in (self.language, self.language.split("_")[0]):
            if folder.replace("_", "").isalnum() and (self.resources / "guide" / folder / name).exists():
                return read(self.resources, f"guide/{folder}/{name}", table)
        return read(self.resources, f"guide/{FALLBACK}/{name}", table)


def _anatomy(words: Words) -> Anatomy:
    files = AnatomyFiles(
        words.read("muscles.toml", schema.Muscles),
        words.read("landmarks.toml", schema.Landmarks),
        words.read("bones.toml", schema.Bones),
        words.read("figure.toml", schema.FigureFile),
        read(words.resources, "atlas/views.json", Shapes),
    )
    return build_anatomy(files, words.sources)


def _techniques(sources: Sources, document: Document[schema.Techniques]) -> Mapping[Technique, TechniqueWords]:
    said = partial(sources.statement, document)

    def technique(name: Technique, table: schema.TechniqueTable) -> TechniqueWords:
        return TechniqueWords(
            name=table.name,
            instruction=said(f"{name}.instruction", table.instruction),
            detail=said(f"{name}.detail", table.detail),
            pace=said(f"{name}.pace", table.pace) if isinstance(table, schema.StrippingTable) else None,
        )

    return MappingProxyType({name: technique(name, getattr(document.data, name)) for name in Technique})


def _strength(sources: Sources, document: Document[schema.Techniques]) -> StrengthWords:
    said, strength = partial(sources.statement, document), document.data.strength
    return StrengthWords(
        scale=said("strength.scale", strength.scale),
        easing=said("strength.easing", strength.easing),
        ask=said("strength.ask", strength.ask),
        ease=said("strength.ease", strength.ease),
        enough=said("strength.enough", strength.enough),
    )


def _moves(words: Words) -> Moves:
    document = words.read("moves.toml", schema.MovesFile)

    def move(name: str, table: schema.MoveTable) -> MoveWords:
        return MoveWords(table.name, words.sources.statement(document, f"{name}.instruction", table.instruction))

    moves = document.data
    return Moves(
        lead_in=move("lead-in", moves.lead_in),
        gap=move("gap", moves.gap),
        same_spot=move("same-spot", moves.same_spot),
        change=move("change", moves.change),
        next_muscle=move("next-muscle", moves.next_muscle),
        turn_over=move("turn-over", moves.turn_over),
        take=MappingProxyType(
            {
                Tool.BALL: words.sources.statement(document, "take-ball", moves.take_ball),
                Tool.ROLLER: words.sources.statement(document, "take-roller", moves.take_roller),
            }
        ),
    )


def _screening(sources: Sources, document: Document[schema.Screening]) -> tuple[ScreeningItem, ...]:
    rows = by_id(document, "item", document.data.item)
    for flag in RED_FLAGS:
        if flag not in rows:
            raise document.refusal("item", f"the guide's red flag '{flag}' is missing")
    if NEW_NUMBNESS not in rows or not rows[NEW_NUMBNESS].daily:
        raise document.refusal("item", f"'{NEW_NUMBNESS}' must be there, and daily")
    for index, row in enumerate(rows.values()):
        if row.id in RED_FLAGS and not (row.daily and row.urgency == "emergency"):
            raise document.refusal(f"item[{index}]", f"the guide's red flag '{row.id}' must be daily, an emergency")
    said = partial(sources.statement, document)
    return tuple(
        ScreeningItem(
            row.id,
            said(f"item[{index}]", row),
            _URGENCIES[row.urgency],
            row.daily,
            None if row.looks is None else said(f"item[{index}].looks", row.looks),
        )
        for index, row in enumerate(rows.values())
    )


def _check(sources: Sources, document: Document[schema.Screening]) -> CheckWords:
    check = document.data
    return CheckWords(
        today=check.today,
        whole=check.whole,
        why_whole=sources.statement(document, "why-whole", check.why_whole),
        ranks=MappingProxyType(
            {
                Urgency.EMERGENCY: check.emergency.heading,
                Urgency.SAME_DAY: check.same_day.heading,
                Urgency.ASK_FIRST: check.ask_first.heading,
            }
        ),
        agreed=check.agreed,
        stands=check.stands,
        seen_question=check.seen_question,
        seen_yes=check.seen_yes,
        seen_no=check.seen_no,
    )


def _advice(words: Words) -> Mapping[Urgency, Advice]:
    document = words.read("advice.toml", schema.AdviceFile)

    def advice(name: str, table: schema.AdviceTable) -> Advice:
        for index, line in enumerate(table.lines):
            if set("{}") & set(line.text.replace(NUMBER, "")):
                raise document.refusal(f"{name}.lines[{index}].text", f"only {NUMBER} may stand in braces")
        return Advice(table.title, words.sources.statements(document, f"{name}.lines", table.lines))

    tables = document.data
    if not any(NUMBER in line.text for line in tables.emergency.lines):
        raise document.refusal("emergency.lines", f"must hold {NUMBER}")
    return MappingProxyType(
        {
            Urgency.EMERGENCY: advice("emergency", tables.emergency),
            Urgency.SAME_DAY: advice("same-day", tables.same_day),
            Urgency.ASK_FIRST: advice("ask-first", tables.ask_first),
        }
    )


def _stop(words: Words) -> StopWords:
    document = words.read("stop.toml", schema.Stop)
    stop = document.data
    said = partial(words.sources.statement, document)
    lines = partial(words.sources.statements, document)
    return StopWords(
        rule_short=said("rule_short", stop.rule_short),
        rule=said("rule", stop.rule),
        contrast=said("contrast", stop.contrast),
        after=lines("after", stop.after),
        question=stop.question,
        reasons=MappingProxyType({reason: getattr(stop.reasons, reason) for reason in StopReason}),
        nerve_like=lines("nerve_like", stop.nerve_like),
        unanswered=said("unanswered", stop.unanswered),
        stays=said("stays", stop.stays),
        often=said("often", stop.often),
        watch_for=said("watch_for", stop.watch_for),
        something_else=lines("something_else", stop.something_else),
    )


def _felt(words: Words) -> FeltWords:
    document = words.read("felt.toml", schema.FeltFile)
    said = partial(words.sources.statement, document)
    felt = document.data
    return FeltWords(
        question=felt.question,
        how=said("how", felt.how),
        contrast=said("contrast", felt.contrast),
        listed=said("listed", felt.listed),
        none=said("none", felt.none),
    )


def _about(words: Words) -> About:
    document = words.read("about.toml", schema.AboutFile)
    said = partial(words.sources.statement, document)
    about = document.data
    return About(
        product=said("product", about.product),
        disclaimer=said("disclaimer", about.disclaimer),
        privacy=said("privacy", about.privacy),
    )
