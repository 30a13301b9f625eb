/**
 * A language model that says a chosen text: a GGUF file of the llama architecture whose embeddings are one-hot and whose
 * output matrix is a chain from one piece of the text to the next, so that the real llama.cpp loads it and decodes it.
 */

type Value =
  | { type: 'u32' | 'f32'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'str'; value: string }
  | { type: 'strs'; value: string[] }
  | { type: 'i32s' | 'f32s'; value: number[] };

interface Tensor {
  name: string;
  /** Fastest first. */
  shape: number[];
  data: Float32Array;
}

const ALIGNMENT = 32;
/** GGUF's numbers of its value types. */
const TYPES = { u32: 4, i32: 5, f32: 6, bool: 7, str: 8, array: 9 } as const;

const SPECIAL = ['<unk>', '<s>', '</s>'];

function vocabularyOf(pieces: readonly string[]): string[] {
  const bytes = Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`);
  const letters = Array.from({ length: 95 }, (_, i) => spaced(String.fromCharCode(32 + i)));
  return [...SPECIAL, ...bytes, ...letters, ...pieces.map(spaced)];
}

export interface Script {
  /** Tokens. */
  context?: number;
}

/** What follows after the prompt, which ends in a colon: `pieces`, each different from the others, none a single letter. */
export function scriptedModel(pieces: readonly string[], { context = 8192 }: Script = {}): Buffer {
  return chained(pieces, linksOf(pieces, ':', pieces), context, `${MESSAGES}\nassistant:`);
}

export interface ReaderScript extends Script {
  /** Of scripts that never end: the last piece is followed by the first. */
  loops?: readonly string[];
  /** So probable is a piece, 0.5…1; the rest of it has the one after it. */
  doubtful?: Readonly<Record<string, number>>;
}

/**
 * A model that reads pictures, whatever is in them: what it says is told by the last character of the prompt. No piece
 * stands twice in all scripts. Its projector is `scriptedProjector(scripts)`.
 */
export function scriptedReader(
  scripts: Readonly<Record<string, readonly string[]>>,
  { context = 8192, loops = [], doubtful = {} }: ReaderScript = {},
): Buffer {
  const all = Object.values(scripts).flat();
  const tokens = vocabularyOf(all);
  const links = Object.entries(scripts).flatMap(([start, pieces]) =>
    linksOf(all, start, pieces, loops.includes(start)),
  );
  for (const [piece, probability] of Object.entries(doubtful)) {
    const before = links.find(({ to }) => to === tokens.indexOf(spaced(piece)));
    const after = links.find(({ from }) => from === tokens.indexOf(spaced(piece)));
    if (!before || !after) throw new Error(`no such piece: ${piece}`);
    // The one-hot embedding leaves the norm as √width, so a weight less by d is less by d·√width before the softmax.
    const less = Math.log(probability / (1 - probability)) / Math.sqrt(widthOf(tokens.length));
    links.push({ from: before.from, to: after.to, weight: 1 - less });
  }
  return chained(all, links, context, MESSAGES);
}

const MESSAGES = '{% for m in messages %}{% if not loop.first %}\n{% endif %}{{ m.role }}: {{ m.content }}{% endfor %}';

/** From the character `start` through a script, which ends the text or begins again. */
function linksOf(all: readonly string[], start: string, pieces: readonly string[], loops = false): Link[] {
  const tokens = vocabularyOf(all);
  const numbers = pieces.map((piece) => tokens.indexOf(spaced(piece)));
  const end = loops ? (numbers[0] ?? 0) : SPECIAL.indexOf('</s>');
  return [tokens.indexOf(start), ...numbers].map((from, i) => ({ from, to: numbers[i] ?? end, weight: 1 }));
}

function chained(pieces: readonly string[], links: readonly Link[], context: number, template: string): Buffer {
  if (new Set(pieces).size < pieces.length) throw new Error('a piece stands twice');
  const tokens = vocabularyOf(pieces);
  return gguf(metadata(tokens, tokens.length - pieces.length, context, template), tensors(tokens.length, links));
}

interface Link {
  from: number;
  to: number;
  weight: number;
}

const HEADS = 4;
const FEED_FORWARD = 32;
const widthOf = (vocabulary: number) => Math.ceil(vocabulary / 32) * 32;
const spaced = (piece: string) => piece.replaceAll(' ', '\u2581');

function metadata(tokens: string[], first: number, context: number, template: string): [string, Value][] {
  const width = widthOf(tokens.length);
  // Special tokens are 2 and 3, byte tokens 6; the pieces score so low that no prompt is cut into them.
  const types = tokens.map((_, i) => (i === 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1));
  const scores = tokens.map((_, i) => (i < 259 ? 0 : i < first ? -i : -10_000));
  return [
    ['general.architecture', { type: 'str', value: 'llama' }],
    ['general.name', { type: 'str', value: 'scripted' }],
    ['llama.vocab_size', { type: 'u32', value: tokens.length }],
    ['llama.context_length', { type: 'u32', value: context }],
    ['llama.embedding_length', { type: 'u32', value: width }],
    ['llama.block_count', { type: 'u32', value: 1 }],
    ['llama.feed_forward_length', { type: 'u32', value: FEED_FORWARD }],
    ['llama.rope.dimension_count', { type: 'u32', value: width / HEADS }],
    ['llama.attention.head_count', { type: 'u32', value: HEADS }],
    ['llama.attention.head_count_kv', { type: 'u32', value: HEADS }],
    ['llama.attention.layer_norm_rms_epsilon', { type: 'f32', value: 1e-5 }],
    ['llama.rope.freq_base', { type: 'f32', value: 10_000 }],
    ['tokenizer.ggml.model', { type: 'str', value: 'llama' }],
    ['tokenizer.ggml.tokens', { type: 'strs', value: tokens }],
    ['tokenizer.ggml.scores', { type: 'f32s', value: scores }],
    ['tokenizer.ggml.token_type', { type: 'i32s', value: types }],
    ['tokenizer.ggml.bos_token_id', { type: 'u32', value: 1 }],
    ['tokenizer.ggml.eos_token_id', { type: 'u32', value: 2 }],
    ['tokenizer.ggml.unknown_token_id', { type: 'u32', value: 0 }],
    ['tokenizer.chat_template', { type: 'str', value: template }],
  ];
}

/** Attention and feed-forward are zero, so the last token alone decides. */
function tensors(vocabulary: number, chain: readonly Link[]): Tensor[] {
  const width = widthOf(vocabulary);
  const filled = (name: string, shape: number[], value: number): Tensor => ({
    name,
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b)).fill(value),
  });
  const embedding = filled('token_embd.weight', [width, vocabulary], 0);
  for (let i = 0; i < vocabulary; i++) embedding.data[i * width + i] = 1;
  const output = filled('output.weight', [width, vocabulary], 0);
  for (const { from, to, weight } of chain) output.data[to * width + from] = weight;
  const block = (name: string) => `blk.0.${name}.weight`;
  return [
    embedding,
    filled('output_norm.weight', [width], 1),
    output,
    filled(block('attn_norm'), [width], 1),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => filled(block(name), [width, width], 0)),
    filled(block('ffn_norm'), [width], 1),
    filled(block('ffn_gate'), [width, FEED_FORWARD], 0),
    filled(block('ffn_up'), [width, FEED_FORWARD], 0),
    filled(block('ffn_down'), [FEED_FORWARD, width], 0),
  ];
}

/** Side of the longest picture that it takes, and of a patch: a page is some 16 by 12 tokens. Pixels. */
const PICTURE = 448;
const PATCH = 28;
const VISION_WIDTH = 64;

/**
 * What turns pictures into tokens for the scripted reader of these scripts: LightOnOCR's kind of projector, one block of
 * zeros, so that the real llama.cpp decodes, scales and encodes the picture and its tokens say nothing.
 */
export function scriptedProjector(scripts: Readonly<Record<string, readonly string[]>>): Buffer {
  const width = widthOf(vocabularyOf(Object.values(scripts).flat()).length);
  const zeros = (name: string, shape: number[]): Tensor => ({
    name,
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b)),
  });
  const ones = (name: string): Tensor => ({
    name,
    shape: [VISION_WIDTH],
    data: new Float32Array(VISION_WIDTH).fill(1),
  });
  const block = (name: string) => `v.blk.0.${name}.weight`;
  const square = [VISION_WIDTH, VISION_WIDTH];
  const vision = (name: string) => `clip.vision.${name}`;
  const numbers: [string, number][] = [
    ['image_size', PICTURE],
    ['patch_size', PATCH],
    ['embedding_length', VISION_WIDTH],
    ['feed_forward_length', VISION_WIDTH],
    ['block_count', 1],
    ['projection_dim', width],
    ['attention.head_count', 1],
  ];
  return gguf(
    [
      ['general.architecture', { type: 'str', value: 'clip' }],
      ['general.name', { type: 'str', value: 'scripted' }],
      ['clip.has_vision_encoder', { type: 'bool', value: true }],
      ['clip.projector_type', { type: 'str', value: 'lightonocr' }],
      ['clip.use_silu', { type: 'bool', value: true }],
      ...numbers.map(([name, value]): [string, Value] => [vision(name), { type: 'u32', value }]),
      [vision('attention.layer_norm_epsilon'), { type: 'f32', value: 1e-5 }],
      [vision('image_mean'), { type: 'f32s', value: [0.5, 0.5, 0.5] }],
      [vision('image_std'), { type: 'f32s', value: [0.5, 0.5, 0.5] }],
    ],
    [
      zeros('v.patch_embd.weight', [PATCH, PATCH, 3, VISION_WIDTH]),
      ones('v.pre_ln.weight'),
      ...['attn_q', 'attn_k', 'attn_v', 'attn_out', 'ffn_gate', 'ffn_up', 'ffn_down'].map((name) =>
        zeros(block(name), square),
      ),
      ones(block('ln1')),
      ones(block('ln2')),
      zeros('mm.1.weight', square),
      zeros('mm.2.weight', [VISION_WIDTH, width]),
    ],
  );
}

/** GGUF version 3: header, metadata, the tensors' names and places, the tensors as 32-bit floats. */
function gguf(pairs: readonly [string, Value][], all: readonly Tensor[]): Buffer {
  const parts: Buffer[] = [Buffer.from('GGUF'), u32(3), u64(all.length), u64(pairs.length)];
  for (const [key, value] of pairs) parts.push(text(key), encode(value));
  let offset = 0;
  for (const { name, shape, data } of all) {
    parts.push(text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset));
    offset += padded(data.byteLength);
  }
  const head = Buffer.concat(parts);
  const blobs = all.map(({ data }) => Buffer.concat([Buffer.from(data.buffer)], padded(data.byteLength)));
  return Buffer.concat([Buffer.concat([head], padded(head.length)), ...blobs]);
}

const padded = (length: number) => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

function encode(item: Value): Buffer {
  switch (item.type) {
    case 'str':
      return Buffer.concat([u32(TYPES.str), text(item.value)]);
    case 'u32':
      return Buffer.concat([u32(TYPES.u32), u32(item.value)]);
    case 'f32':
      return Buffer.concat([u32(TYPES.f32), f32(item.value)]);
    case 'bool':
      return Buffer.concat([u32(TYPES.bool), Buffer.from([item.value ? 1 : 0])]);
    case 'strs':
      return array(TYPES.str, item.value.map(text));
    case 'f32s':
      return array(TYPES.f32, item.value.map(f32));
    case 'i32s':
      return array(TYPES.i32, item.value.map(u32));
  }
}

const array = (type: number, items: Buffer[]) =>
  Buffer.concat([u32(TYPES.array), u32(type), u64(items.length), ...items]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
