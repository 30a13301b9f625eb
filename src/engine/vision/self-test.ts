/** Whether a model that was just loaded can read at all: a picture that the app draws, of words that it knows. */

import type { VisionSpec } from '../../contract/models.ts';
import { fold } from '../../vision/fuse/atoms.ts';
import { selfTestPrompt } from '../../vision/prompts.ts';
import { textOf } from '../../vision/written.ts';
import { modelError } from '../models/failures.ts';
import type { VisionModel } from '../models/types.ts';

const LINES = ['Harbour office, open from 7:45', 'Boats 318 and 2064 leave on Friday'];
/** Share of its words that must be there. */
const ENOUGH = 0.7;
const TOKENS = 120;

/** Rejects with `engine_unavailable` (failure `self_test`) where the model reads something else. */
export async function selfTest(model: VisionModel, spec: VisionSpec, signal: AbortSignal): Promise<void> {
  const request = { picture: await drawn(), prompt: selfTestPrompt(spec), maxTokens: TOKENS, temperature: 0 };
  const { tokens } = await model.transcribe(request, signal, () => {});
  const said = new Set(wordsOf(textOf(tokens)));
  const known = wordsOf(LINES.join(' '));
  if (known.filter((word) => said.has(word)).length < known.length * ENOUGH) throw modelError('self_test');
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean).map(fold);

async function drawn(): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(960, 320);
  const context = canvas.getContext('2d');
  if (!context) throw modelError('unknown');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  context.font = '48px sans-serif';
  for (const [n, line] of LINES.entries()) context.fillText(line, 60, 130 + n * 90, 840);
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
}
