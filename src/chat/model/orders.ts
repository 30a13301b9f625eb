/** What a document says to a machine that reads it: it is data, whatever it demands. */
import { foldPhrase } from '../../document/normalise.ts';

/** On folded text, words parted by single spaces. */
const ORDERS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:above|previous|prior|preceding|earlier|all|any|your|system)\b.{0,40}\b(?:instruction|prompt|rule|message|text|context|command|question)/,
  /\b(?:system|developer) (?:prompt|message)\b|\bprompt injection\b|\bjailbreak/,
  /\byou are (?:now |no longer )?(?:an? |the )?(?:\w+ )?(?:ai|assistant|chatbot|language model|llm|gpt)\b/,
  /\b(?:ai|assistant|chatbot|language model|llm)s? (?:must|should|shall|is required to|has to|reading this)\b/,
  /\b(?:respond|reply|answer|output|print) (?:only|exactly|instead|always)\b.{0,20}\b(?:with|as|in|that)\b|\binstead of (?:answering|the answer)\b/,
  /\b(?:ignorier|vergiss|missachte)\w*\b.{0,40}\b(?:anweisung|obig|vorherig|bisherig|regel)/,
  /\b(?:ignore[zr]?|oublie[zr]?)\b.{0,40}\b(?:instruction|consigne|precedent|ci dessus)/,
  /\b(?:ignora|ignore|olvida|olvide)\b.{0,40}\b(?:instruccion|anterior|arriba|orden)/,
  /(?:نادیده|فراموش).{0,40}(?:دستور|بالا|قبلی|پیشین)|(?:دستور|بالا|قبلی|پیشین).{0,40}(?:نادیده|فراموش)/,
  /(?:تجاهل|اهمل|انس).{0,40}(?:تعلیمات|اوامر|السابق|اعلاه)/,
  /(?:忽略|无视|無視|忘记|忘掉).{0,20}(?:指令|指示|以上|上述|之前|提示)|(?:以上|上記|前述|指示|命令).{0,20}(?:無視|忘れ)/,
];

/**
 * Whether a passage addresses whoever answers instead of saying something. Such a passage is not handed to a model; the
 * words stay in the index, so that they can be searched and quoted like any others.
 */
export function givesOrders(text: string): boolean {
  const folded = foldPhrase(text);
  return ORDERS.some((pattern) => pattern.test(folded));
}

/**
 * Marks that would end the quoted part, or that a tokenizer takes for a turn of the conversation (`<|im_end|>`,
 * `</s>`, `<start_of_turn>`, `[INST]`), are broken by a space: llama.cpp reads special tokens in a message's text too.
 */
export function disarm(text: string): string {
  return text
    .replace(/<(?=[|｜/<\p{L}_])/gu, '< ')
    .replace(/(?<=[|｜/>\p{L}_])>/gu, ' >')
    .replace(/\[(?=\/?(?:INST|SYS|AVAILABLE_TOOLS|TOOL))/giu, '[ ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
