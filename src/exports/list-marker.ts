/** What a list item's printed text begins with. */
import { isCounted, readBullet } from '../layout/roles/markers.ts';

export type ListItem =
  | { kind: 'bullet'; text: string; length: number }
  | { kind: 'number'; number: number; delimiter: '.' | ')'; text: string; length: number }
  /** `a)`, `iv.`, `۳-`: kept as printed, for no format counts that way everywhere. */
  | { kind: 'printed'; text: string; length: number };

const NUMBER = /^(\d{1,9})([.)])\s+(?=\S)/;

/** `length`: of the printed marker that is not in `text`, with the spaces around it, in UTF-16 units. */
export function parseListItem(printed: string): ListItem {
  const text = printed.trimStart();
  const space = printed.length - text.length;
  const rest = (length: number) => ({ text: text.slice(length).trimEnd(), length: space + length });
  const number = NUMBER.exec(text);
  if (number) {
    const delimiter = number[2] === ')' ? ')' : '.';
    return { kind: 'number', number: Number(number[1]), delimiter, ...rest(number[0].length) };
  }
  const bullet = readBullet(text);
  // A letter is a bullet by its place on the page alone; where that was seen it was made one.
  if (bullet && !/^\p{L}/u.test(bullet.printed)) return { kind: 'bullet', ...rest(bullet.length) };
  return { kind: bullet || isCounted(text) || PRINTED.test(text) ? 'printed' : 'bullet', ...rest(0) };
}

const PRINTED = /^\(?[\p{L}\p{N}]{1,4}[.)\-:]\s*/u;
