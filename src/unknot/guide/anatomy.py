"""Joins the words for muscles, landmarks and bones with the shapes that the atlas draws."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from unknot.core import anatomy as core
from unknot.guide.reading import Document, T, by_id, by_key
from unknot.guide.schema import Bones, FigureFile, FigureRow, Landmarks, MuscleRow, Muscles, StepRow
from unknot.guide.shape_schema import LineShape, MuscleShapeRow, NeighbourShape, Outlines, PairedShape, Paths, Shapes
from unknot.guide.sources import Sources


@dataclass(frozen=True, slots=True)
class AnatomyFiles:
    """The five files that together make an anatomy."""

    muscles: Document[Muscles]
    landmarks: Document[Landmarks]
    bones: Document[Bones]
    figure: Document[FigureFile]
    shapes: Document[Shapes]


def build_anatomy(files: AnatomyFiles, sources: Sources) -> core.Anatomy:
    """Join words and shapes. Raises GuideError where one names what the other doesn't have, or they disagree."""
    shapes = files.shapes.data
    _check_shape_sources(files.shapes)
    _check_shown(files.shapes)
    landmarks = _landmarks(files)
    areas = _named(files, "area", files.figure.data.area, shapes.area)
    parts = _named(files, "part", files.figure.data.part, (*shapes.neighbour, *shapes.skeleton))
    return core.Anatomy(
        muscles=_muscles(files, sources, {landmark.id for landmark in landmarks}),
        landmarks=landmarks,
        bones=_bones(files, sources),
        referrals=_referrals(files),
        areas=tuple(core.Area(row.id, areas[row.id], _drawn(row.outline), row.paired) for row in shapes.area),
        neighbours=tuple(
            core.Neighbour(row.id, parts[row.id], _drawn(row.outline), _drawn(row.fibres)) for row in shapes.neighbour
        ),
        skeleton=tuple(core.Bone(row.id, parts[row.id], _drawn(row.outline), row.paired) for row in shapes.skeleton),
        nerve=_drawn(shapes.nerve.path),
    )


def _drawn(shape: Outlines | Paths) -> core.Drawn:
    """Return a shape as the program knows it."""
    return core.Drawn(shape.back, shape.side)


def _named(
    files: AnatomyFiles, table: str, words: tuple[FigureRow, ...], shapes: Collection[NeighbourShape | PairedShape]
) -> Mapping[str, str]:
    """Return what each of the shapes is called. Raises GuideError where words and shapes do not agree."""
    named = by_id(files.figure, table, words)
    _check_same(table, (files.figure, named), (files.shapes, by_id(files.shapes, table, shapes)))
    return {id_: row.name for id_, row in named.items()}


def _check_shown(document: Document[Shapes]) -> None:
    """Refuse what no view shows, and a muscle or its path that not every view does."""
    shapes = document.data
    for index, muscle in enumerate(shapes.muscle):
        for name, shape in (("outline", muscle.outline), ("strip", muscle.strip)):
            if not (shape.back and shape.side):
                raise document.refusal(f"muscle[{index}].{name}", "must be drawn in every view")
    tables = {
        "bone": [row.outline for row in shapes.bone],
        "neighbour": [row.outline for row in shapes.neighbour],
        "skeleton": [row.outline for row in shapes.skeleton],
        "area": [row.outline for row in shapes.area],
        "referral": [row.outline for row in shapes.referral],
    }
    for table, outlines in tables.items():
        for index, outline in enumerate(outlines):
            if not (outline.back or outline.side):
                raise document.refusal(f"{table}[{index}].outline", "is drawn in no view")


def _check_shape_sources(document: Document[Shapes]) -> None:
    shapes = document.data
    known = by_id(document, "source", shapes.source)
    named = {
        "landmark": [row.source for row in shapes.landmark],
        "bone": [row.source for row in shapes.bone],
        "muscle": [row.source for row in shapes.muscle],
        "neighbour": [row.source for row in shapes.neighbour],
        "skeleton": [row.source for row in shapes.skeleton],
        "area": [row.source for row in shapes.area],
        "referral": [row.source for row in shapes.referral],
    }
    places = [(f"{table}[{index}]", name) for table, names in named.items() for index, name in enumerate(names)]
    for field, name in [*places, ("nerve", shapes.nerve.source)]:
        if name not in known:
            raise document.refusal(f"{field}.source", f"there is no source '{name}'")


def _landmarks(files: AnatomyFiles) -> tuple[core.Landmark, ...]:
    words = by_id(files.landmarks, "landmark", files.landmarks.data.landmark)
    shapes = by_id(files.shapes, "landmark", files.shapes.data.landmark)
    _check_drawn("landmark", (files.landmarks, words), (files.shapes, shapes))
    # A landmark without a name only helped to draw the shapes: no finger is sent to it.
    found = ((id_, row.name, shapes[id_]) for id_, row in words.items())
    return tuple(
        core.Landmark(id_, name, shape.point, shape.paired, "back" in shape.seen, "side" in shape.seen)
        for id_, name, shape in found
    )


def _bones(files: AnatomyFiles, sources: Sources) -> tuple[core.BoneZone, ...]:
    words = by_id(files.bones, "bone", files.bones.data.bone)
    shapes = by_id(files.shapes, "bone", files.shapes.data.bone)
    _check_same("bone", (files.bones, words), (files.shapes, shapes))
    zones = []
    for index, row in enumerate(words.values()):
        shape = shapes[row.id]
        why = sources.statement(files.bones, f"bone[{index}].why", row.why)
        if why.source.beyond_guide != shape.beyond_guide:
            raise files.bones.refusal(
                f"bone[{index}].why.source",
                f"'{row.why.source}' does not agree with beyond_guide in {files.shapes.name}",
            )
        zones.append(core.BoneZone(row.id, row.name, why, _drawn(shape.outline), shape.paired))
    return tuple(zones)


def _muscles(files: AnatomyFiles, sources: Sources, landmarks: Collection[str]) -> tuple[core.Muscle, ...]:
    words = by_id(files.muscles, "muscle", files.muscles.data.muscle)
    shapes = by_id(files.shapes, "muscle", files.shapes.data.muscle)
    _check_same("muscle", (files.muscles, words), (files.shapes, shapes))
    lines = _lines(files.shapes, words)
    return tuple(
        _muscle(files.muscles, f"muscle[{index}]", row, shapes[row.id], lines, landmarks, sources)
        for index, row in enumerate(words.values())
    )


def _muscle(
    document: Document[Muscles],
    field: str,
    row: MuscleRow,
    shape: MuscleShapeRow,
    lines: Mapping[str, LineShape],
    landmarks: Collection[str],
    sources: Sources,
) -> core.Muscle:
    if row.spots_default > row.spots_max:
        raise document.refusal(f"{field}.spots_default", f"{row.spots_default} is more than spots_max, {row.spots_max}")
    if row.spots_max > len(shape.spots):
        raise document.refusal(f"{field}.spots_max", f"{row.spots_max} is more than the {len(shape.spots)} spots drawn")
    _check_landmarks(document, field, row.step, landmarks)
    finding = tuple(
        core.FindingStep(
            sources.statement(document, f"{field}.step[{index}]", step),
            step.landmarks,
            _drawn(line.path) if (line := lines.get(_line_key(row.id, index + 1))) else core.Drawn(),
        )
        for index, step in enumerate(row.step)
    )
    return core.Muscle(
        id=row.id,
        name=row.name,
        spots_default=row.spots_default,
        spots_max=row.spots_max,
        finding=finding,
        refers=sources.statement(document, f"{field}.refers", row.refers),
        keep_off=sources.statement(document, f"{field}.keep_off", row.keep_off),
        tool=sources.statement(document, f"{field}.tool", row.tool),
        position=sources.statement(document, f"{field}.position", row.position),
        shape=core.MuscleShape(
            _drawn(shape.outline), shape.spots, _drawn(shape.fibres), _drawn(shape.strip), shape.strip_length
        ),
    )


def _check_landmarks(
    document: Document[Muscles], field: str, steps: tuple[StepRow, ...], landmarks: Collection[str]
) -> None:
    for at, step in enumerate(steps):
        for index, landmark in enumerate(step.landmarks):
            if landmark not in landmarks:
                raise document.refusal(f"{field}.step[{at}].landmarks[{index}]", f"there is no landmark '{landmark}'")


def _lines(document: Document[Shapes], muscles: Collection[str]) -> Mapping[str, LineShape]:
    lines = document.data.line
    _check_muscles(document, "line", [line.muscle for line in lines], muscles)
    return by_key(document, "line", lines, lambda line: _line_key(line.muscle, line.step))


def _line_key(muscle: str, step: int) -> str:
    return f"{muscle}, step {step}"


def _referrals(files: AnatomyFiles) -> tuple[core.Referral, ...]:
    rows = files.shapes.data.referral
    _check_muscles(files.shapes, "referral", [row.muscle for row in rows], {m.id for m in files.muscles.data.muscle})
    areas = {row.id for row in files.shapes.data.area}
    for index, row in enumerate(rows):
        for at, area in enumerate(row.areas):
            if area not in areas:
                raise files.shapes.refusal(f"referral[{index}].areas[{at}]", f"there is no area '{area}'")
    titles = {source.id: source.text for source in files.shapes.data.source}
    return tuple(
        core.Referral(
            row.muscle, _drawn(row.outline), core.Source(row.source, titles[row.source], row.beyond_guide), row.areas
        )
        for row in rows
    )


def _check_muscles(document: Document[Shapes], table: str, named: list[str], muscles: Collection[str]) -> None:
    for index, muscle in enumerate(named):
        if muscle not in muscles:
            raise document.refusal(f"{table}[{index}].muscle", f"there is no muscle '{muscle}'")


Named = tuple[Document[T], Mapping[str, object]]


def _check_drawn(table: str, words: Named[T], shapes: Named[Shapes]) -> None:
    (said, ours), (drawn, theirs) = words, shapes
    for index, id_ in enumerate(ours):
        if id_ not in theirs:
            raise said.refusal(f"{table}[{index}].id", f"'{id_}' has no shape in {drawn.name}")


def _check_same(table: str, words: Named[T], shapes: Named[Shapes]) -> None:
    _check_drawn(table, words, shapes)
    (said, ours), (drawn, theirs) = words, shapes
    for index, id_ in enumerate(theirs):
        if id_ not in ours:
            raise drawn.refusal(f"{table}[{index}].id", f"'{id_}' has no words in {said.name}")
