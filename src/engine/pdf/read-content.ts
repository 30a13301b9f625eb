/**
 * What a page paints, read off pdf.js's operator list: every glyph with its place, every image, every shape that may be
 * an outlined letter. pdf.js's own text content gives runs without the places of their glyphs, leaves out the text
 * rendering mode and knows nothing of images; one walk over the operators gives all of it.
 */
import type { Bbox } from '../../document/model.ts';
import { initialState, isOpaque, isPale, type State, UNSEEN_ALPHA } from './graphics-state.ts';
import { boxOf, compose, intersect, type Matrix, meet } from './matrix.ts';
import type { FontInfo, Glyph, OperatorList, PageContent } from './page-content.ts';
import { pathMarks } from './path-marks.ts';
import { MOST_PIECES } from './rules.ts';
import { type PdfGlyph, type Pen, showText } from './show-text.ts';
import { hideUnseen, isNotable, type Paint } from './visibility.ts';

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

/** An outlined letter: its height in em of 10 pt and 60 pt type at 300 dpi, its path's numbers (a plain box has 13). */
const OUTLINE_HEIGHT = [12, 250] as const;
const OUTLINE_PATH = 20;
/** Numbers of a path that is a box: four points, each with its operator, and the closing one. */
const BOX_PATH = 13;

export function readContent(list: OperatorList, options: ContentOptions): PageContent {
  const { ops, viewport, width, height } = options;
  const pageBox: Bbox = [0, 0, width, height];
  const content: PageContent = {
    glyphs: [],
    images: [],
    outlines: [],
    rules: [],
    fills: [],
    unmapped: 0,
    annotated: new Set(),
    painted: false,
  };
  const point = Math.hypot(viewport[0], viewport[1]);
  const paints: Paint[] = [];
  const pale = new Set<number>();
  let stack: State[] = [];
  let state = initialState(viewport, pageBox);
  let pen: Pen = { matrix: IDENTITY, x: 0, y: 0, lineX: 0, lineY: 0 };
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
    const [lineX, lineY] = [pen.lineX + tx, pen.lineY + ty];
    pen = { matrix: pen.matrix, x: lineX, y: lineY, lineX, lineY };
  };
  const setTextMatrix = (matrix: Matrix) => {
    pen = { matrix, x: 0, y: 0, lineX: 0, lineY: 0 };
  };
  const setFont = (name: string, size: number) => {
    state.font = options.fontOf(name);
    state.fontSize = size;
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
        if (key === 'LW') state.lineWidth = value as number;
        // pdf.js sets a mask of no value before an image that has one of its own.
        if (key === 'SMask') state.isMasked = true;
        if (key === 'BM') state.isBlended = value !== 'source-over';
        if (key === 'ca') state.fillAlpha = value as number;
        if (key === 'CA') state.strokeAlpha = value as number;
      }
    },
    setLineWidth: ([value]) => {
      state.lineWidth = value as number;
    },
    setFillRGBColor: ([colour]) => {
      state.fill = typeof colour === 'string' ? colour : null;
    },
    setStrokeRGBColor: ([colour]) => {
      state.stroke = typeof colour === 'string' ? colour : null;
    },
    setStrokeColorN: () => {
      state.stroke = null;
    },
    setFillColorN: () => {
      state.fill = null;
    },
    beginText: () => setTextMatrix(IDENTITY),
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
    // pdf.js hands the matrix over as one typed array or as six numbers, by version.
    setTextMatrix: (args) => setTextMatrix((args.length === 1 ? args[0] : args) as Matrix),
    nextLine: () => moveText(0, state.leading),
    showText: ([glyphs]) => showText(glyphs as (PdfGlyph | number)[], state, pen, placeGlyph),
    clip: () => {
      clipPending = true;
    },
    eoClip: () => {
      clipPending = true;
    },
    constructPath: ([op, data, minMax]) => constructPath(op as number, data as unknown[], minMax as ArrayLike<number>),
    shadingFill: () => paint(state.clip, { covers: false, isGround: true }),
    paintImageXObject: ([, w, h]) =>
      placeImage(state.ctm, { width: w as number, height: h as number }, isOpaque(state)),
    paintImageXObjectRepeat: ([, a, d, positions]) => {
      for (const [e, f] of pairs(positions))
        placeImage(compose(state.ctm, [a as number, 0, 0, d as number, e, f]), NO_SIZE, false);
    },
    paintInlineImageXObject: ([image]) => placeImage(state.ctm, sizeOf(image), isOpaque(state)),
    paintInlineImageXObjectGroup: ([, images]) => {
      for (const { transform, w, h } of images as { transform: Matrix; w: number; h: number }[]) {
        placeImage(compose(state.ctm, transform), { width: w, height: h }, isOpaque(state));
      }
    },
    paintImageMaskXObject: ([image]) => placeMask(state.ctm, image),
    paintImageMaskXObjectGroup: ([images]) => {
      for (const image of images as { transform: Matrix }[]) placeMask(compose(state.ctm, image.transform), image);
    },
    paintImageMaskXObjectRepeat: ([image, a, b, c, d, positions]) => {
      for (const [e, f] of pairs(positions))
        placeMask(compose(state.ctm, [a, b, c, d, e, f] as unknown as Matrix), image);
    },
    paintSolidColorImageMask: () => paint(boxOf(UNIT, state.ctm), fillOf(state, isUpright(state.ctm))),
    paintFormXObjectBegin: ([matrix, bbox]) => {
      save();
      if (matrix) state.ctm = compose(state.ctm, matrix as Matrix);
      if (bbox) clipTo(boxOf(bbox as ArrayLike<number>, state.ctm), isUpright(state.ctm));
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
  hideUnseen(content.glyphs, pale, paints, width, height);
  return content;

  function unmark(): void {
    if (marked.pop()) hiddenDepth--;
  }

  function mark(hidden: boolean): void {
    marked.push(hidden);
    if (hidden) hiddenDepth++;
  }

  function clipTo(box: Bbox, isExact: boolean): void {
    state.clip = intersect(state.clip, box) ?? [0, 0, 0, 0];
    state.isClipExact &&= isExact;
  }

  function placeGlyph(glyph: Glyph): void {
    if (hiddenDepth > 0) return;
    if (annotation !== null && !glyph.hidden) content.annotated.add(annotation);
    if (glyph.text === '') content.unmapped++;
    else if (meet(glyph.box, state.clip)) {
      const isWhite = isPale(state.fill) && (state.mode === 0 || state.mode === 4) && !state.font?.isType3Font;
      if (isWhite) pale.add(content.glyphs.length);
      content.glyphs.push(glyph);
    }
  }

  function constructPath(op: number, data: unknown[], minMax: ArrayLike<number> | null): void {
    const pending = clipPending;
    clipPending = false;
    if (!minMax) return;
    const box = boxOf(minMax, state.ctm);
    const numbers = (data?.[0] as ArrayLike<number> | null)?.length ?? 0;
    const isBox = numbers === BOX_PATH && isUpright(state.ctm);
    const isFill = op === ops.fill || op === ops.eoFill || op === ops.fillStroke || op === ops.eoFillStroke;
    if (op !== ops.endPath && hiddenDepth === 0) {
      markPath(op, data?.[0] as ArrayLike<number> | null);
      const isLetter = isFill && numbers > OUTLINE_PATH;
      if (isFill) paint(box, fillOf(state, isBox), isLetter);
      else paint(grown(box, strokeWidth() / 2), { covers: false, isGround: true });
    }
    if (pending) clipTo(box, isBox);
  }

  function markPath(op: number, path: ArrayLike<number> | null): void {
    if (!path || content.rules.length > MOST_PIECES) return;
    const isStroke = op !== ops.fill && op !== ops.eoFill && !isPale(state.stroke) && state.strokeAlpha > UNSEEN_ALPHA;
    const isFill = op !== ops.stroke && op !== ops.closeStroke && !isPale(state.fill) && state.fillAlpha > UNSEEN_ALPHA;
    const { rules, fills } = pathMarks(
      {
        data: path,
        ctm: state.ctm,
        clip: state.clip,
        stroke: isStroke ? strokeWidth() : null,
        fill: isFill ? (state.fill ?? 'pattern') : null,
      },
      point,
    );
    content.rules.push(...rules);
    content.fills.push(...fills);
  }

  function strokeWidth(): number {
    const [a, b, c, d] = state.ctm;
    return state.lineWidth * Math.sqrt(Math.abs(a * d - b * c));
  }

  /** `isLetter`: what has the size of a letter may be one. */
  function paint(box: Bbox, { covers, isGround }: Pick<Paint, 'covers' | 'isGround'>, isLetter = false): void {
    const seen = intersect(box, state.clip);
    if (hiddenDepth > 0 || !seen) return;
    content.painted = true;
    const isExact = covers && state.isClipExact;
    if ((isExact || isGround) && isNotable(seen)) {
      paints.push({ box: seen, at: content.glyphs.length, covers: isExact, isGround });
    }
    const high = box[3] - box[1];
    if (isLetter && high > OUTLINE_HEIGHT[0] && high < OUTLINE_HEIGHT[1]) content.outlines.push(seen);
  }

  function placeImage(ctm: Matrix, size: { width: number; height: number }, covers: boolean, isLetter = false): void {
    const box = boxOf(UNIT, ctm);
    const seen = intersect(box, state.clip);
    if (hiddenDepth > 0 || !seen) return;
    content.images.push({ box: seen, ...size });
    paint(box, { covers: covers && isUpright(ctm), isGround: true }, isLetter);
  }

  function placeMask(ctm: Matrix, image: unknown): void {
    placeImage(ctm, sizeOf(image), false, true);
  }
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const UNIT = [0, 0, 1, 1] as const;
const NO_SIZE = { width: 0, height: 0 };

/** Turned by right angles or not at all: a box stays one. A scan's own skew of a degree counts as none. */
const isUpright = ([a, b, c, d]: Matrix): boolean => {
  const straight = Math.max(Math.abs(a), Math.abs(d));
  const turned = Math.max(Math.abs(b), Math.abs(c));
  return Math.min(straight, turned) < 0.02 * Math.max(straight, turned);
};

const fillOf = (state: State, isBox: boolean): Pick<Paint, 'covers' | 'isGround'> => ({
  covers: isBox && state.fill !== null && isOpaque(state),
  isGround: !isPale(state.fill),
});

const grown = ([x0, y0, x1, y1]: Bbox, by: number): Bbox => [x0 - by, y0 - by, x1 + by, y1 + by];

function* pairs(numbers: unknown): Generator<[number, number]> {
  const list = numbers as ArrayLike<number>;
  for (let i = 0; i + 1 < list.length; i += 2) yield [list[i] as number, list[i + 1] as number];
}

function sizeOf(image: unknown): { width: number; height: number } {
  const { width = 0, height = 0 } = (image ?? {}) as { width?: number; height?: number };
  return { width, height };
}
