"""Files that differ by the number in their names, of which each frame shows one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bpy

from . import node_trees

_NUMBER = re.compile(r"(.*?)(\d+)(\D*)")
Sequence = bpy.types.Image | bpy.types.MovieClip | bpy.types.Volume | bpy.types.CacheFile


def is_sequence(owner: bpy.types.ID) -> bool:
    """Whether it shows another file in each frame."""
    if isinstance(owner, bpy.types.Image | bpy.types.MovieClip):
        return owner.source == "SEQUENCE"
    return isinstance(owner, bpy.types.Volume | bpy.types.CacheFile) and owner.is_sequence


@dataclass(frozen=True)
class Members:
    """A sequence's files; which of them there are is seen in their folder."""

    folder: Path
    head: str
    digits: int
    tail: str

    @classmethod
    def of(cls, path: Path) -> Members | None:
        """Those that `path` is one of; None where its name has no number."""
        parts = _NUMBER.fullmatch(path.stem)
        if parts is None:
            return None
        return cls(path.parent, parts[1], len(parts[2]), parts[3] + path.suffix)

    def path(self, number: int) -> Path:
        """The member with this number."""
        return self.folder / f"{self.head}{max(number, 0):0{self.digits}}{self.tail}"

    def there(self) -> dict[int, Path]:
        """Existing ones by their numbers."""
        pattern = re.compile(re.escape(self.head) + r"(\d+)" + re.escape(self.tail))
        files = self.folder.iterdir() if self.folder.is_dir() else ()
        numbers = ((pattern.fullmatch(file.name), file) for file in files)
        found = {int(number[1]): file for number, file in numbers if number}
        return {number: file for number, file in found.items() if file == self.path(number)}


def used(owner: Sequence, members: Members) -> Iterable[int]:
    """The numbers of what is shown along the scene's timeline; of what nobody knows, all without a gap."""
    scene = bpy.context.scene
    frames = range(scene.frame_start, scene.frame_end + 1)
    if isinstance(owner, bpy.types.Image) and (users := list(_users(owner))):
        return {number for user in users for frame in frames for number in _shown_image(user, frame)}
    if isinstance(owner, bpy.types.Volume):
        return {number for frame in frames for number in _shown_volume(owner, frame)}
    if isinstance(owner, bpy.types.CacheFile) and not owner.override_frame:
        return frames
    there = members.there()
    return range(min(there), max(there) + 1) if there else ()


def refresh_in_each_frame() -> None:
    """A process that goes on to another frame would else show what the one before has shown."""
    for image in bpy.data.images:
        if image.source in ("SEQUENCE", "MOVIE"):
            for user in _users(image):
                user.use_auto_refresh = True


def _users(image: bpy.types.Image) -> Iterator[bpy.types.ImageUser | bpy.types.CompositorNodeImage]:
    """What says which member is shown when."""
    for tree in node_trees.every():
        for node in tree.nodes:
            if getattr(node, "image", None) == image:
                user = getattr(node, "image_user", node)
                if hasattr(user, "frame_duration"):
                    yield user
    yield from (each.image_user for each in bpy.data.textures if getattr(each, "image", None) == image)


def _shown_image(user: bpy.types.ImageUser | bpy.types.CompositorNodeImage, frame: int) -> Iterator[int]:
    """After BKE_image_user_frame_get of Blender's image.cc; before the first one it would show a number 0."""
    place = frame - user.frame_start + 1
    if user.use_cyclic:
        place = (place - 1) % max(user.frame_duration, 1) + 1
    if place >= 1:
        yield min(place, user.frame_duration) + user.frame_offset


def _shown_volume(volume: bpy.types.Volume, frame: int) -> Iterator[int]:
    """After volume_sequence_frame of Blender's volume.cc."""
    length = volume.frame_duration
    place = frame - volume.frame_start
    if length == 0 or (volume.sequence_mode == "CLIP" and not 0 <= place < length):
        return
    if volume.sequence_mode == "REPEAT":
        place %= length
    elif volume.sequence_mode == "PING_PONG":
        turn = max(2 * length - 2, 1)
        place = min(place % turn, turn - place % turn)
    yield min(max(place, 0), length - 1) + 1 + volume.frame_offset
