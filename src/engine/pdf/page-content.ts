/**
 * What a page paints, read off pdf.js's operator list: every glyph with its place, every image, every shape that may be
 * an outlined letter. pdf.js's own text content gives runs without the places of their glyphs, leaves out the text
 * rendering mode and knows nothing of images; one walk over the operators gives all of it.
 */
import type { Bbox } from '../../document/model.ts';
import { apply, boxOf, compose, intersect, type Matrix } from './matrix.ts';

/** `page.getOperatorList()` of pdf.js. */
export interface OperatorList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** The part of pdf.js's font object that is used. */
export interface FontInfo {
  vertical?: boolean;
  isType3Font?: boolean;
  /** Glyph space to text space. */
  fontMatrix?: readonly number[];
  /** Of a Type 3 font, in glyph space. */
  bbox?: readonly number[];
}

/** Lengths in pixels of the upright page, origin top left. */
export interface Glyph {
  /** As the font's mapping says; one glyph may stand for several characters (a ligature) or for a space. */
  text: string;
  /** Where the glyph's baseline begins; of a vertical glyph, the middle of its top. */
  x: number;
  y: number;
  /** Unit vector in which the text advances. */
  dx: number;
  dy: number;
  /** Along the text, without character and word spacing. */
  width: number;
  /** The em. */
  size: number;
  box: Bbox;
  /** Not to be seen: painted in render mode 3 or 7, or under an image. */
  hidden: boolean;
}

export interface PlacedImage {
  /** What is seen of it, pixels. */
  box: Bbox;
  /** Of the stored image; 0 where unknown. */
  width: number;
  height: number;
}

export interface PageContent {
  glyphs: Glyph[];
  images: PlacedImage[];
  /** Filled shapes of the size and the intricacy of letters. */
  outlines: Bbox[];
  /** Glyphs that stand for no character at all: their font maps them to none. */
  unmapped: number;
  /** Annotations whose text was painted. */
  annotated: Set<string>;
  /** Whether anything but text is painted. */
  painted: boolean;
}

export interface ContentOptions {
  /** pdf.js's operator codes by name. */
  ops: Readonly<Record<string, number>>;
  /** From PDF user space to pixels of the upright page: `viewport.transform`. */
  viewport: Matrix;
  /** Pixels. */
  width: number;
  height: number;
  fontOf(name: string): FontInfo | undefined;
  /** Whether an optional content group (a layer) is shown. */
  isShown(group: unknown): boolean;
  /** Annotations whose glyphs are not text. */
  silent?: ReadonlySet<string>;
}

/** Above and below the baseline, in em, where the font does not tell: about what Times and Helvetica have. */
const ASCENT = 0.8;
const DESCENT = 0.2;

/** An outlined letter: its height in em of 10 pt and 60 pt type at 300 dpi, its path's numbers (a plain box has 13). */
const OUTLINE_HEIGHT = [12, 250] as const;
const OUTLINE_PATH = 20;

interface State {
  ctm: Matrix;
  clip: Bbox;
  font: FontInfo | undefined;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
  mode: number;
  /** Images let what lies under them shine through. */
  translucent: boolean;
}

interface PdfGlyph {
  unicode: string;
  width: number;
  vmetric?: readonly [number, number, number] | null;
  isSpace: boolean;
}

type Cover = { box: Bbox; at: number };

export function readContent(list: OperatorList, options: ContentOptions): PageContent {
  const { ops, viewport, width, height } = options;
  const pageBox: Bbox = [0, 0, width, height];
  const content: PageContent = {
    glyphs: [],
    images: [],
    outlines: [],
    unmapped: 0,
    annotated: new Set(),
    painted: false,
  };
  const covers: Cover[] = [];
  let stack: State[] = [];
  let state = initialState(viewport, pageBox);
  let textMatrix: Matrix = IDENTITY;
  let [x, y, lineX, lineY] = [0, 0, 0, 0];
  let clipPending = false;
  /** One entry a marked content sequence: whether it is hidden. */
  const marked: boolean[] = [];
  let hiddenDepth = 0;
  let annotation: string | null = null;

  const save = () => stack.push({ ...state });
  const restore = () => {
    state = stack.pop() ?? state;
  };
  const moveText = (tx: number, ty: number) => {
    lineX += tx;
    lineY += ty;
    x = lineX;
    y = lineY;
  };
  const setFont = (name: string, size: number) => {
    state.font = options.fontOf(name);
    state.fontSize = size;
  };
  const clipTo = (box: Bbox) => {
    state.clip = intersect(state.clip, box) ?? [0, 0, 0, 0];
  };

  type Run = (args: unknown[]) => void;
  const run: Record<string, Run> = {
    save,
    restore,
    transform: (args) => {
      state.ctm = compose(state.ctm, args as unknown as Matrix);
    },
    setGState: ([entries]) => {
      for (const [key, value] of entries as [string, unknown][]) {
        if (key === 'Font') setFont(...(value as [string, number]));
        if (key === 'SMask' || key === 'BM') state.translucent = key === 'SMask' || value !== 'source-over';
        if (key === 'ca' && (value as number) < 1) state.translucent = true;
      }
    },
    beginText: () => {
      textMatrix = IDENTITY;
      x = y = lineX = lineY = 0;
    },
    setCharSpacing: ([value]) => {
      state.charSpacing = value as number;
    },
    setWordSpacing: ([value]) => {
      state.wordSpacing = value as number;
    },
    setHScale: ([value]) => {
      state.hScale = (value as number) / 100;
    },
    setLeading: ([value]) => {
      state.leading = -(value as number);
    },
    setTextRise: ([value]) => {
      state.rise = value as number;
    },
    setTextRenderingMode: ([value]) => {
      state.mode = value as number;
    },
    setFont: ([name, size]) => setFont(name as string, size as number),
    moveText: ([tx, ty]) => moveText(tx as number, ty as number),
    setLeadingMoveText: ([tx, ty]) => {
      state.leading = ty as number;
      moveText(tx as number, ty as number);
    },
    setTextMatrix: (args) => {
      // pdf.js hands the matrix over as one typed array or as six numbers, by version.
      textMatrix = (args.length === 1 ? args[0] : args) as Matrix;
      x = y = lineX = lineY = 0;
    },
    nextLine: () => moveText(0, state.leading),
    showText: ([glyphs]) => showText(glyphs as (PdfGlyph | number)[]),
    clip: () => {
      clipPending = true;
    },
    eoClip: () => {
      clipPending = true;
    },
    constructPath: ([op, data, minMax]) => constructPath(op as number, data as unknown[], minMax as ArrayLike<number>),
    shadingFill: () => {
      content.painted = true;
    },
    paintImageXObject: ([, w, h]) => placeImage(w as number, h as number, !state.translucent),
    paintInlineImageXObject: ([image]) => placeImage(sizeOf(image).width, sizeOf(image).height, !state.translucent),
    paintImageMaskXObject: ([image]) => placeImage(sizeOf(image).width, sizeOf(image).height, false),
    paintFormXObjectBegin: ([matrix, bbox]) => {
      save();
      if (matrix) state.ctm = compose(state.ctm, matrix as Matrix);
      if (bbox) clipTo(boxOf(bbox as ArrayLike<number>, state.ctm));
    },
    paintFormXObjectEnd: restore,
    beginGroup: save,
    endGroup: restore,
    beginAnnotation: ([id, , transform, matrix]) => {
      annotation = id as string;
      mark(options.silent?.has(annotation) ?? false);
      stack = [];
      state = initialState(viewport, pageBox);
      state.ctm = compose(compose(viewport, transform as Matrix), matrix as Matrix);
    },
    endAnnotation: () => {
      annotation = null;
      unmark();
    },
    beginMarkedContent: () => mark(false),
    beginMarkedContentProps: ([tag, group]) => mark(tag === 'OC' && !options.isShown(group)),
    endMarkedContent: () => unmark(),
  };
  const byCode: (Run | undefined)[] = [];
  for (const [name, handler] of Object.entries(run)) byCode[ops[name] ?? -1] = handler;

  for (let i = 0; i < list.fnArray.length; i++) {
    byCode[list.fnArray[i] as number]?.((list.argsArray[i] ?? []) as unknown[]);
  }
  hideCovered(content.glyphs, covers);
  return content;

  function unmark(): void {
    if (marked.pop()) hiddenDepth--;
  }

  function mark(hidden: boolean): void {
    marked.push(hidden);
    if (hidden) hiddenDepth++;
  }

  function showText(items: (PdfGlyph | number)[]): void {
    const { font, fontSize, hScale, charSpacing, wordSpacing, rise, mode } = state;
    if (fontSize === 0) return;
    const vertical = font?.vertical === true;
    const fontMatrix = font?.fontMatrix ?? [0.001, 0, 0, 0.001];
    const toText = (fontMatrix[0] || 0.001) * fontSize;
    const matrix = compose(state.ctm, textMatrix);
    const [a, b, c, d] = matrix;
    const along = vertical ? ([-c, -d] as const) : ([a, b] as const);
    const scale = Math.hypot(...along);
    const sign = vertical ? 1 : Math.sign(fontSize * hScale) || 1;
    const [dx, dy] = scale > 0 ? [(along[0] / scale) * sign, (along[1] / scale) * sign] : [1, 0];
    const up = extent(font);
    const size = Math.abs(fontSize) * up.em * (vertical ? Math.hypot(a, b) : Math.hypot(c, d));
    const hidden = mode === 3 || mode === 7;
    if (annotation !== null && hiddenDepth === 0 && !hidden) content.annotated.add(annotation);
    for (const item of items) {
      if (typeof item === 'number') {
        const shift = (-item / 1000) * fontSize;
        if (vertical) y += shift;
        else x += shift * hScale;
        continue;
      }
      const spacing = charSpacing + (item.isSpace ? wordSpacing : 0);
      const advance = (vertical ? -(item.vmetric?.[0] ?? -1000) : item.width) * toText * (vertical ? 1 : hScale);
      if (hiddenDepth === 0 && item.unicode === '') content.unmapped++;
      else if (hiddenDepth === 0) {
        const [px, py] = apply(matrix, x, y + rise);
        const lead = vertical ? (item.width / 2) * toText : 0;
        const corners = vertical
          ? [x - lead, y - advance, x + lead, y]
          : [x, y + rise - up.descent * fontSize, x + advance, y + rise + up.ascent * fontSize];
        const box = boxOf(corners, matrix);
        if (intersect(box, pageBox)) {
          content.glyphs.push({
            text: item.unicode,
            x: px,
            y: py,
            dx,
            dy,
            width: Math.abs(advance) * scale,
            size,
            box,
            hidden,
          });
        }
      }
      if (vertical) y -= advance - spacing;
      else x += advance + spacing * hScale;
    }
  }

  function constructPath(op: number, data: unknown[], minMax: ArrayLike<number> | null): void {
    const pending = clipPending;
    clipPending = false;
    if (!minMax) return;
    const box = boxOf(minMax, state.ctm);
    if (pending) clipTo(box);
    if (op === ops.endPath || hiddenDepth > 0) return;
    const seen = intersect(box, state.clip);
    if (!seen) return;
    content.painted = true;
    const height = box[3] - box[1];
    const isFill = op === ops.fill || op === ops.eoFill || op === ops.fillStroke || op === ops.eoFillStroke;
    const numbers = (data?.[0] as ArrayLike<number> | null)?.length ?? 0;
    if (isFill && numbers > OUTLINE_PATH && height > OUTLINE_HEIGHT[0] && height < OUTLINE_HEIGHT[1]) {
      content.outlines.push(seen);
    }
  }

  function placeImage(imageWidth: number, imageHeight: number, opaque: boolean): void {
    if (hiddenDepth > 0) return;
    const box = intersect(boxOf([0, 0, 1, 1], state.ctm), state.clip);
    if (!box) return;
    content.painted = true;
    content.images.push({ box, width: imageWidth, height: imageHeight });
    if (opaque) covers.push({ box, at: content.glyphs.length });
  }
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const initialState = (ctm: Matrix, clip: Bbox): State => ({
  ctm,
  clip,
  font: undefined,
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  hScale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  translucent: false,
});

/** In units of the font size; a Type 3 font states its own, its glyph space may be of any scale. */
function extent(font: FontInfo | undefined): { ascent: number; descent: number; em: number } {
  const [, bottom = 0, , top = 0] = font?.bbox ?? [];
  const scale = font?.fontMatrix?.[3] ?? 0;
  if (!font?.isType3Font) return { ascent: ASCENT, descent: DESCENT, em: 1 };
  const high = Math.max(top * scale, bottom * scale);
  const low = Math.min(top * scale, bottom * scale);
  if (high - low > 0) return { ascent: high, descent: -low, em: high - low };
  const em = Math.abs(scale) * 1000 || 1;
  return { ascent: ASCENT * em, descent: DESCENT * em, em };
}

function sizeOf(image: unknown): { width: number; height: number } {
  const { width = 0, height = 0 } = (image ?? {}) as { width?: number; height?: number };
  return { width, height };
}

/** Text that an opaque image was painted over afterwards. */
function hideCovered(glyphs: Glyph[], covers: readonly Cover[]): void {
  for (const { box, at } of covers) {
    for (const glyph of glyphs.slice(0, at)) {
      const [x0, y0, x1, y1] = glyph.box;
      const [middleX, middleY] = [(x0 + x1) / 2, (y0 + y1) / 2];
      if (middleX > box[0] && middleX < box[2] && middleY > box[1] && middleY < box[3]) glyph.hidden = true;
    }
  }
}
