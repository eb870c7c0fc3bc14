"""Made-up photographs: soft shapes, light and grain, by the statistics of real ones (power falls with frequency)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# How fast the power of a photograph falls with frequency, and how much grain a sensor leaves (of 255).
_FALL = 1.25
_GRAIN = 2.5


def photograph(width: int, height: int, seed: int = 1) -> NDArray[np.uint8]:
    """Pixels (height, width, 3) that a codec finds as hard as a photograph."""
    chance = np.random.default_rng(seed)
    down, across = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :]
    weight = np.hypot(down, across)
    weight[0, 0] = 1
    brightness, warmth = (_field(chance, weight, (height, width)) for _ in range(2))
    channels = [brightness + part * warmth for part in (0.35, 0.0, -0.35)]
    grain = chance.normal(0, _GRAIN, (height, width))
    return np.stack([np.clip(128 + 55 * one + grain, 0, 255) for one in channels], axis=2).astype(np.uint8)


def _field(
    chance: np.random.Generator, weight: NDArray[np.float64], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """A cloud of mean 0 and deviation 1."""
    waves = np.fft.rfft2(chance.normal(size=shape)) / weight**_FALL
    waves[0, 0] = 0
    cloud = np.fft.irfft2(waves, s=shape)
    return np.asarray(cloud / max(float(cloud.std()), 1e-9))
