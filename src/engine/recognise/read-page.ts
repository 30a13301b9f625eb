/** What there is to recognise on a page: all of it, or the parts where its source found ink but no text. */
import type { Bbox, Block, Page, Warning } from '../../document/model.ts';
import type { Rule } from '../../layout/input.ts';
import { mapBoxes } from './boxes.ts';
import { cutOut } from './crop.ts';
import { nothingRead } from './nothing-read.ts';
import {
  type PictureReading,
  type PictureRequest,
  type PreparationStep,
  readPicture,
  type Tools,
} from './read-picture.ts';
import type { GrayPicture } from './recognizer.ts';

export interface PageOcr {
  /** Boxes in pixels of the upright page. */
  blocks: Block[];
  rules: Rule[];
  /** Where pictures stand; none of parts, of whose pictures the source knows. */
  pictures: Bbox[];
  /** Degrees clockwise by which the lines lean; 0 of parts, each of which leans in its own way. */
  skew: number;
  /** Of the upright page. */
  width: number;
  height: number;
  /** Degrees clockwise that made it upright. */
  rotation: Page['rotation'];
  preparation: PreparationStep[];
  /** As of a picture; of parts those of the last one. */
  packs: readonly string[];
  warnings: Warning[];
}

type Passed = 'packs' | 'segmentation' | 'mayLookAgain' | 'signal' | 'onProgress';

export interface PageOcrRequest extends Pick<PictureRequest, Passed> {
  picture: GrayPicture;
  /** Whole pixels within the page, of the picture as it lies; null: all of it. */
  regions: readonly Bbox[] | null;
  /** Of the document, filled here: a letterhead's logo is read once. Absent: nothing is kept. */
  known?: KnownParts;
}

/** Parts that were read, by their pixels and what they were read with. */
export type KnownParts = Map<string, PictureReading>;

/** More than a document's logos and seals; a reading holds a few words. */
const MOST_PARTS = 32;

export async function readPageOcr(
  { picture, regions, known, packs, segmentation, mayLookAgain = true, signal, onProgress }: PageOcrRequest,
  tools: Tools,
): Promise<PageOcr> {
  if (!regions) return readPicture({ picture, packs, segmentation, signal, onProgress }, tools);
  const page = nothingRead(picture);
  for (const [n, region] of regions.entries()) {
    const part: PictureRequest = {
      picture: cutOut(picture, region),
      packs,
      segmentation,
      mayTurn: false,
      mayLookAgain,
      signal,
      onProgress: (ratio) => onProgress?.((n + ratio) / regions.length),
    };
    const key = known && (await keyOf(part));
    const read = (key && known?.get(key)) || (await readPicture(part, tools));
    if (key && known && known.size < MOST_PARTS) known.set(key, read);
    const [left, top] = region;
    page.blocks.push(...mapBoxes(read.blocks, ([x0, y0, x1, y1]) => [x0 + left, y0 + top, x1 + left, y1 + top]));
    page.rules.push(...read.rules.map((rule) => shifted(rule, left, top)));
    page.warnings.push(...read.warnings);
    page.packs = read.packs;
    // One list for the page: a step that several parts needed is told once.
    for (const step of read.preparation) {
      if (!page.preparation.some((other) => other.step === step.step)) page.preparation.push(step);
    }
  }
  return page;
}

/** A part of a page that was turned when it was read before: the page turned likewise, the part in its pixels. */
export async function readPartOfTurned(
  { picture, regions, ...request }: PageOcrRequest & { regions: readonly Bbox[] },
  turn: Exclude<Page['rotation'], 0>,
  tools: Tools,
): Promise<PageOcr> {
  const turned = await tools.images.prepare(
    picture,
    [{ step: 'turn', value: turn, reason: TURNED_BEFORE }],
    request.signal,
  );
  const read = await readPageOcr({ picture: turned.picture, regions, ...request }, tools);
  return { ...read, rotation: turn };
}

/** Undefined where the packs are told from the picture: what they are told by changes from page to page. */
async function keyOf({ picture, packs, segmentation }: PictureRequest): Promise<string | undefined> {
  if (typeof packs === 'function') return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', picture.data as Uint8Array<ArrayBuffer>));
  return `${picture.width} ${picture.height} ${packs.join('+')} ${segmentation ?? ''} ${digest.join(' ')}`;
}

function shifted(rule: Rule, left: number, top: number): Rule {
  const [along, across] = rule.axis === 'horizontal' ? [left, top] : [top, left];
  return { ...rule, at: rule.at + across, from: rule.from + along, to: rule.to + along };
}

const TURNED_BEFORE = 'the page was turned when it was read first';
