/** A few lines of a page, put under each other to be read as one block: what languages are told by. */
import type { Bbox } from '../../document/model.ts';
import { histogramOf, percentile } from '../prepare/histogram.ts';
import { resample } from '../prepare/resample.ts';
import { cutOut } from '../recognise/crop.ts';
import type { GrayPicture, Recognizer } from '../recognise/recognizer.ts';

export interface SampleReading {
  text: string;
  /** 0…1, the mean of the words', each counted by its length; 0 without words. */
  confidence: number;
}

/** Of all lines together, as times the height of one: some 200 letters. */
const WIDTH = 90;
/** Pixels of a line from ascender to descender; lower ones are enlarged to it. */
const [LOW, GOOD] = [24, 36];

export function sampleOf(picture: GrayPicture, lines: readonly Bbox[]): GrayPicture {
  const height = Math.max(...lines.map(([, y0, , y1]) => y1 - y0));
  const pad = Math.round(height * 0.25);
  let left = WIDTH * height;
  const parts: GrayPicture[] = [];
  for (const [x0, y0, x1, y1] of lines) {
    if (left < 5 * height) break;
    const width = Math.min(x1 - x0, left);
    parts.push(cutOut(picture, [x0 - pad, y0 - pad / 2, x0 + width + pad, y1 + pad / 2]));
    left -= width;
  }
  const stacked = stack(parts, pad);
  return height < LOW ? resample(stacked, GOOD / height).picture : stacked;
}

export async function readSample(
  sample: GrayPicture,
  pack: string,
  recognizer: Recognizer,
  signal: AbortSignal,
): Promise<SampleReading> {
  const blocks = await recognizer.read({ picture: sample, packs: [pack], segmentation: 'block', signal });
  const lines = blocks.flatMap((block) => block.lines);
  let [letters, sum] = [0, 0];
  for (const { text, confidence } of lines.flatMap((line) => line.words)) {
    letters += text.length;
    sum += text.length * confidence;
  }
  return { text: lines.map((line) => line.text).join('\n'), confidence: letters > 0 ? sum / letters : 0 };
}

/** From the left edge on, on paper of their own gray. */
function stack(parts: readonly GrayPicture[], margin: number): GrayPicture {
  const width = Math.max(...parts.map((part) => part.width)) + 2 * margin;
  const height = parts.reduce((sum, part) => sum + part.height + margin, margin);
  const paper = percentile(histogramOf(parts[0] as GrayPicture), 0.8);
  const data = new Uint8Array(width * height).fill(paper);
  let top = margin;
  for (const part of parts) {
    for (let y = 0; y < part.height; y++) {
      data.set(part.data.subarray(y * part.width, (y + 1) * part.width), (top + y) * width + margin);
    }
    top += part.height + margin;
  }
  return { data, width, height };
}
