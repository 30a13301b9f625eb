/**
 * A language model that says a chosen text: a GGUF file of the llama architecture whose embeddings are one-hot and whose
 * output matrix is a chain from one piece of the text to the next, so that the real llama.cpp loads it and decodes it.
 */

type Value =
  | { type: 'u32' | 'f32'; value: number }
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
const TYPES = { u32: 4, i32: 5, f32: 6, str: 8, array: 9 } as const;

/** What follows after the prompt, which ends in a colon: `pieces`, each different from the others, none a single letter. */
export function scriptedModel(pieces: readonly string[], context = 8192): Buffer {
  const special = ['<unk>', '<s>', '</s>'];
  const bytes = Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`);
  const letters = Array.from({ length: 95 }, (_, i) => spaced(String.fromCharCode(32 + i)));
  const tokens = [...special, ...bytes, ...letters, ...pieces.map(spaced)];
  const first = tokens.length - pieces.length;
  const chain = new Map([[tokens.indexOf(':'), first]]);
  for (let i = 0; i + 1 < pieces.length; i++) chain.set(first + i, first + i + 1);
  chain.set(tokens.length - 1, special.indexOf('</s>'));
  return gguf(metadata(tokens, first, context), tensors(tokens.length, chain));
}

const HEADS = 4;
const FEED_FORWARD = 32;
const widthOf = (vocabulary: number) => Math.ceil(vocabulary / 32) * 32;
const spaced = (piece: string) => piece.replaceAll(' ', '\u2581');

function metadata(tokens: string[], first: number, context: number): [string, Value][] {
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
    [
      'tokenizer.chat_template',
      { type: 'str', value: '{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:' },
    ],
  ];
}

/** Attention and feed-forward are zero, so the last token alone decides. */
function tensors(vocabulary: number, chain: ReadonlyMap<number, number>): Tensor[] {
  const width = widthOf(vocabulary);
  const filled = (name: string, shape: number[], value: number): Tensor => ({
    name,
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b)).fill(value),
  });
  const embedding = filled('token_embd.weight', [width, vocabulary], 0);
  for (let i = 0; i < vocabulary; i++) embedding.data[i * width + i] = 1;
  const output = filled('output.weight', [width, vocabulary], 0);
  for (const [from, to] of chain) output.data[to * width + from] = 1;
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
