"""Cuts observations into episodes: the same activity until its topic or time breaks it, over however many windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from agents import stretches
from agents.topics import Settled, Topics, nothing
from storage import ids
from storage.model import Episode, EpisodeId, Frame, Observation, ObservationId, Turn


@dataclass(frozen=True, slots=True)
class Known:
    """An episode kept before, with those of its observations that lie near what is cut now."""

    episode: Episode
    near: tuple[Observation, ...]


# What lies this many observations away from a new one stays as it was cut: it has been seen in full before.
SETTLED = 8


def cut(
    observations: Sequence[Observation], topics: Topics, settled: Settled = nothing
) -> list[list[Observation]]:
    """Observations, by their own time (equal times in the order given), in episodes.

    Conversations and screens interleave without breaking each other: each thread and the screen have their own line.
    """
    ordered = sorted(observations, key=lambda seen: seen.time)
    lines: dict[str, list[Observation]] = {}
    for one in ordered:
        lines.setdefault(stretches.line_of(one), []).append(one)
    found = [episode for line in lines.values() for episode in _cut_line(line, topics, settled)]
    return sorted(found, key=lambda episode: episode[0].time)


def recut(new: Sequence[Observation], known: Sequence[Known], topics: Topics) -> list[Episode]:
    """The episodes of `new` among those known near them: grown, split or joined as the new ones ask.

    An episode goes on under its id in the first list that holds some of it, so a digest in many small steps ends with
    the same episodes as one in a single step. Those it left untouched are not among the answers.
    """
    owners = {one.id: held for held in known for one in held.near}
    every = [*new, *(one for held in known for one in held.near)]
    cuts = cut(every, topics, _as_before(every, owners))
    taken: set[EpisodeId] = set()
    made = [_made(group, owners, taken) for group in cuts]
    before = {held.episode.id: held.episode for held in known}
    return [episode for episode in made if before.get(episode.id) != episode]


def label_of(observations: Sequence[Observation]) -> str:
    """What an episode is called in lists: the title its windows showed most, or the thread."""
    first = observations[0]
    if isinstance(first, Frame):
        titles = [one.window_title or one.app for one in observations if isinstance(one, Frame)]
        return max(titles, key=titles.count) or "Screen"
    return f"Conversation {first.thread}" if isinstance(first, Turn) else "Note"


def span_of(observations: Sequence[Observation]) -> tuple[datetime, datetime]:
    """The first and the last time of an episode."""
    times = [one.time for one in observations]
    return min(times), max(times)


def _as_before(observations: Sequence[Observation], owners: Mapping[ObservationId, Known]) -> Settled:
    """What was cut before stays, away from what is new."""
    ordered = sorted(observations, key=lambda one: one.time)
    fresh = [place for place, one in enumerate(ordered) if one.id not in owners]
    open_ = {
        ordered[near].id
        for place in fresh
        for near in range(max(0, place - SETTLED), min(len(ordered), place + SETTLED + 1))
    }

    def settled(before: Frame, after: Frame) -> bool | None:
        if before.id in open_ or after.id in open_:
            return None
        return owners[before.id] is owners[after.id]

    return settled


def _cut_line(line: Sequence[Observation], topics: Topics, settled: Settled) -> Iterator[list[Observation]]:
    """One line at its pauses, and a line of screens where the topic changes too."""
    for part in _between_pauses(line):
        frames = [one for one in part if isinstance(one, Frame)]
        if frames:
            for group in topics.cut(frames, settled):
                yield [*group]
        else:
            yield part


def _between_pauses(line: Sequence[Observation]) -> Iterator[list[Observation]]:
    part: list[Observation] = []
    for one in line:
        if part and stretches.pauses(part[-1], one):
            yield part
            part = []
        part.append(one)
    yield part


def _made(
    group: Sequence[Observation], owners: Mapping[ObservationId, Known], taken: set[EpisodeId]
) -> Episode:
    """The episode of a group: a known one grown by it, or a new one."""
    started, ended = span_of(group)
    here = [held for held, _ in groupby(owners[one.id] for one in group if one.id in owners)]
    old = next((held for held in here if held.episode.id not in taken), None)
    if old is None:
        return Episode(
            EpisodeId(ids.new(started)), started, ended, label_of(group), tuple(one.id for one in group)
        )
    taken.add(old.episode.id)
    members = {one.id for one in group}
    earlier, later = _out_of_sight(old)
    goes_back, goes_on = old.near[0].id in members, old.near[-1].id in members
    return Episode(
        old.episode.id,
        old.episode.started if earlier and goes_back else started,
        old.episode.ended if later and goes_on else ended,
        old.episode.label if earlier and goes_back else label_of(group),
        (*(earlier if goes_back else ()), *(one.id for one in group), *(later if goes_on else ())),
    )


def _out_of_sight(held: Known) -> tuple[tuple[ObservationId, ...], tuple[ObservationId, ...]]:
    """Those of an episode's observations that lie before and after the ones at hand."""
    all_of, near = held.episode.observations, {one.id for one in held.near}
    places = [place for place, id in enumerate(all_of) if id in near]
    return all_of[: places[0]], all_of[places[-1] + 1 :]
