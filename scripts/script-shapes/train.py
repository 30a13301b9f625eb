"""Trains the network of src/engine/language/script-shapes.ts on the lines of render.py (README.md).

Prints how often single test lines are told right. numpy alone: the network is too small to need more.
"""

import argparse
import base64
import json
from pathlib import Path

import numpy as np

WORK = Path(__file__).resolve().parents[2] / '.cache' / 'script-shapes'

# Features of a layer's input and output; three layers of 3 × 3 taps around every second pixel.
CHANNELS = (1, 12, 24, 40)
LAYERS = range(len(CHANNELS) - 1)
TAPS = 9

BATCH = 48
# (share of the steps, first learning rate) of each cosine: a second, warm start brought 0.77 to 0.80.
CYCLES = ((0.6, 0.004), (0.4, 0.003))
# Typefaces that were not drawn should be doubted, so no label is taught as certain.
SMOOTHING = 0.05


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--lines', type=Path, default=WORK, help='folder of train.npz and test.npz')
    options.add_argument('--steps', type=int, default=3800)
    options.add_argument('--output', type=Path, default=WORK / 'script-shapes.json')
    options = options.parse_args()

    train = np.load(options.lines / 'train.npz')
    test = np.load(options.lines / 'test.npz')
    scripts = train['scripts'].tolist()
    weights = trained(train['lines'], train['labels'], len(scripts), options.steps, test)
    report(weights, test)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(model_of(weights, scripts), indent=2) + '\n', 'utf8')


def trained(lines, labels, classes, steps, test):
    rng = np.random.default_rng(0)
    weights = started(classes, rng)
    done = 0
    for share, rate in CYCLES:
        count = max(1, round(steps * share))
        moments = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in weights.items()}
        for n in range(count):
            picked = rng.integers(0, len(lines), BATCH)
            batch, known = narrowed(scaled(lines[picked]), labels[picked], rng)
            loss, slopes = gradients(weights, batch, known)
            adam(weights, slopes, moments, n + 1, rate * 0.5 * (1 + np.cos(np.pi * n / count)) + 1e-5)
            done += 1
            if done % 200 == 0:
                right = (predicted(weights, test['lines']) == test['labels']).mean()
                print(f'step {done}, loss {loss:.3f}, right {right:.3f}', flush=True)
    return weights


def started(classes, rng):
    weights = {}
    for n in LAYERS:
        inputs = TAPS * CHANNELS[n]
        # He et al. 2015: keeps the spread of values through layers that cut off what is below 0.
        weights[f'w{n}'] = (rng.normal(0, 1, (inputs, CHANNELS[n + 1])) * np.sqrt(2 / inputs)).astype(np.float32)
        weights[f'b{n}'] = np.zeros(CHANNELS[n + 1], np.float32)
    last = len(LAYERS)
    weights[f'w{last}'] = (rng.normal(0, 1, (2 * CHANNELS[-1], classes)) * 0.1).astype(np.float32)
    weights[f'b{last}'] = np.zeros(classes, np.float32)
    return weights


def scaled(lines):
    return lines.astype(np.float32) / 255


def narrowed(lines, labels, rng):
    """Lines of a page are of any width: a stretch of each, without those that are nearly empty there."""
    full = lines.shape[2]
    width = int(rng.choice([160, 192, full]))
    if width == full:
        return lines, labels
    start = int(rng.integers(0, full - width + 1))
    lines = lines[:, :, start : start + width]
    inked = lines.mean((1, 2)) > 0.02
    return lines[inked], labels[inked]


def forward(weights, lines):
    """The scores, and what `gradients` needs of the way there."""
    plane = lines[..., None]
    passed = []
    for n in LAYERS:
        taps = gathered(plane)
        values = np.maximum(taps @ weights[f'w{n}'] + weights[f'b{n}'], 0)
        passed.append((plane.shape, taps, values))
        plane = values
    cells = plane.reshape(len(plane), -1, plane.shape[3])
    strongest = cells.argmax(1)[:, None, :]
    most = np.take_along_axis(cells, strongest, 1)[:, 0]
    # Twice the mean, as script-shapes.ts takes it.
    pooled = np.concatenate([cells.mean(1) * 2, most], 1)
    last = len(LAYERS)
    return pooled @ weights[f'w{last}'] + weights[f'b{last}'], (passed, cells.shape, strongest, pooled)


def gathered(plane):
    """The 3 × 3 taps around every second pixel, side by side: [line, row, column, tap × input]."""
    _, height, width, _ = plane.shape
    padded = np.pad(plane, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return np.concatenate([padded[:, y : y + height : 2, x : x + width : 2] for y in range(3) for x in range(3)], 3)


def scattered(taps, shape):
    """The way back of `gathered`: what reached the taps, added up where they were taken."""
    lines, height, width, inputs = shape
    padded = np.zeros((lines, height + 2, width + 2, inputs), np.float32)
    for tap in range(TAPS):
        y, x = divmod(tap, 3)
        padded[:, y : y + height : 2, x : x + width : 2] += taps[..., tap * inputs : (tap + 1) * inputs]
    return padded[:, 1:-1, 1:-1]


def gradients(weights, lines, labels):
    """Mean cross-entropy, and its slope for every weight."""
    scores, (passed, cells_shape, strongest, pooled) = forward(weights, lines)
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    each = np.arange(len(labels))
    loss = -np.log(shares[each, labels] + 1e-9).mean()
    wanted = np.full_like(shares, SMOOTHING / shares.shape[1])
    wanted[each, labels] += 1 - SMOOTHING
    slope = (shares - wanted) / len(labels)

    last = len(LAYERS)
    slopes = {f'w{last}': pooled.T @ slope, f'b{last}': slope.sum(0)}
    pooled_slope = slope @ weights[f'w{last}'].T
    features = CHANNELS[-1]
    cells = np.broadcast_to((pooled_slope[:, :features] * 2 / cells_shape[1])[:, None, :], cells_shape).copy()
    most = np.take_along_axis(cells, strongest, 1) + pooled_slope[:, None, features:]
    np.put_along_axis(cells, strongest, most, 1)
    plane = cells.reshape(passed[-1][2].shape)
    for n in reversed(LAYERS):
        shape, taps, values = passed[n]
        plane = plane * (values > 0)
        slopes[f'w{n}'] = taps.reshape(-1, taps.shape[-1]).T @ plane.reshape(-1, plane.shape[-1])
        slopes[f'b{n}'] = plane.sum((0, 1, 2))
        if n > 0:
            plane = scattered(plane @ weights[f'w{n}'].T, shape)
    return loss, slopes


def adam(weights, slopes, moments, step, rate):
    """Kingma and Ba 2015, with their constants; `step` counts from 1."""
    for name, slope in slopes.items():
        mean, square = moments[name]
        mean[:] = 0.9 * mean + 0.1 * slope
        square[:] = 0.999 * square + 0.001 * slope**2
        weights[name] -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)


def predicted(weights, lines):
    parts = range(0, len(lines), 100)
    return np.concatenate([forward(weights, scaled(lines[n : n + 100]))[0].argmax(1) for n in parts])


def report(weights, test):
    labels, scripts, unseen = test['labels'], test['scripts'].tolist(), test['unseen']
    right = predicted(weights, test['lines']) == labels
    for label, script in enumerate(scripts):
        mine = labels == label
        if mine.any():
            print(f'{script} {right[mine].mean():.2f}{"" if unseen[label] else " (in faces it was taught)"}')
    new = unseen[labels]
    if new.any():
        print(f'in faces it has not seen, {unseen.sum()} scripts: {right[new].mean():.3f}')
    print(f'all: {right.mean():.3f}')


def model_of(weights, scripts):
    """`ShapeModel` of script-shapes.ts: 8-bit weights, the largest 127."""
    layers = []
    for n in range(len(LAYERS) + 1):
        values, bias = weights[f'w{n}'], weights[f'b{n}']
        scale = float(np.abs(values).max() / 127)
        layers.append({
            'inputs': CHANNELS[n] if n in LAYERS else len(values),
            'outputs': values.shape[1],
            'scale': round(scale, 8),
            'weights': base64.b64encode(np.round(values / scale).astype(np.int8).tobytes()).decode(),
            'bias': [round(float(value), 4) for value in bias],
        })
    return {'scripts': scripts, 'layers': layers}


if __name__ == '__main__':
    main()
