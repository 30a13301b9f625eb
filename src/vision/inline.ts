/** Words of a line of Markdown: marks of emphasis, links, tags and entities taken away, what they enclose kept. */
import type { Span } from './spans.ts';
import type { WrittenWord } from './written.ts';

/** Confidence of the characters `from`…`to` of all that was written. */
export type ConfidenceOf = (from: number, to: number) => number;

interface Character {
  text: string;
  at: number;
  bold: boolean;
  italic: boolean;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * What is taken away or exchanged, tried in order at each place: formulas first, in which the other marks mean something
 * else; then escapes, pictures, links, tags of HTML, entities and emphasis.
 */
const MARKS =
  /(?<math>\$[^$\n]+\$|\\\([^\n]*?\\\))|\\(?<escaped>[\\`*_{}[\]()#+\-.!|<>~$])|!\[[^\]]*\]\([^)]*\)|\[(?<label>[^\]]*)\]\([^)\s]*(?: "[^"]*")?\)|<(?:br|BR)\s*\/?>|<(?<tag>\/?[a-zA-Z][^<>]*)>|<\|[^|<>]*\|>|&(?<entity>#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z]{2,6});|(?<mark>\*{1,3}|(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\p{L}\p{N}_])|~~|`+)/gu;

export function inlineWords(span: Span, confidenceOf: ConfidenceOf): WrittenWord[] {
  const words: WrittenWord[] = [];
  let word: Character[] = [];
  const end = (): void => {
    if (word.length === 0) return;
    const [first] = word;
    const last = word.at(-1);
    words.push({
      text: word.map(({ text }) => text).join(''),
      confidence: confidenceOf(first?.at ?? 0, (last?.at ?? 0) + 1),
      ...(word.every(({ bold }) => bold) && { bold: true }),
      ...(word.every(({ italic }) => italic) && { italic: true }),
    });
    word = [];
  };
  for (const character of charactersOf(span)) {
    if (/^\s*$/u.test(character.text)) end();
    else word.push(character);
  }
  end();
  return words;
}

function charactersOf(span: Span, style = { bold: false, italic: false }): Character[] {
  const { text, at } = span;
  const characters: Character[] = [];
  const plain = (piece: string, from: number): void => {
    let offset = from;
    for (const character of piece) {
      characters.push({ text: character, at: at + offset, ...style });
      offset += character.length;
    }
  };
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    plain(text.slice(from, match.index), from);
    from = match.index + match[0].length;
    const { math, escaped, label, entity, mark, tag } = match.groups ?? {};
    if (math !== undefined) plain(math, match.index);
    else if (escaped !== undefined) plain(escaped, match.index + 1);
    else if (label !== undefined) characters.push(...charactersOf({ text: label, at: at + match.index + 1 }, style));
    else if (entity !== undefined) plain(decoded(entity) ?? match[0], match.index);
    else if (mark !== undefined) emphasise(mark, match.index);
    else if (tag !== undefined && /^\/?(?:b|strong|i|em)$/i.test(tag)) {
      if (/^\/?(?:b|strong)$/i.test(tag)) style.bold = !tag.startsWith('/');
      else style.italic = !tag.startsWith('/');
    } else if (/^<br|^!\[/i.test(match[0])) plain(' ', match.index);
  }
  plain(text.slice(from), from);
  return characters;

  /** A mark that opens nothing and that nothing closes is a character: a footnote's asterisk, a product sign. */
  function emphasise(mark: string, from: number): void {
    if (mark.startsWith('`') || mark === '~~') return;
    const rest = text.slice(from + mark.length);
    const opens = /^\S/.test(rest) && !/[\p{L}\p{N}]$/u.test(text.slice(0, from)) && rest.includes(mark);
    const closes = mark.length >= 2 ? style.bold : style.italic;
    if (!closes && !opens) {
      plain(mark, from);
      return;
    }
    if (mark.length >= 2) style.bold = !style.bold;
    if (mark.length !== 2) style.italic = !style.italic;
  }
}

function decoded(entity: string): string | undefined {
  if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()];
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
}
