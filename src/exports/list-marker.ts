/** What a list item's printed text begins with. */
export type ListItem =
  | { kind: 'bullet'; text: string }
  | { kind: 'number'; number: number; delimiter: '.' | ')'; text: string }
  /** `a)`, `iv.`, `۳-`: kept as printed, for no format counts that way everywhere. */
  | { kind: 'printed'; text: string };

const BULLET = /^[•◦▪▫‣⁃∙●○■□◆◇►▶➢➤✓✔❖·*–—-]\s+(?=\S)/u;
const NUMBER = /^(\d{1,9})([.)])\s+(?=\S)/;
const PRINTED = /^\(?[\p{L}\p{N}]{1,4}[.)\-:]\s*/u;

export function parseListItem(text: string): ListItem {
  const trimmed = text.trim();
  const bullet = BULLET.exec(trimmed);
  if (bullet) return { kind: 'bullet', text: trimmed.slice(bullet[0].length) };
  const number = NUMBER.exec(trimmed);
  if (number) {
    const delimiter = number[2] === ')' ? ')' : '.';
    return { kind: 'number', number: Number(number[1]), delimiter, text: trimmed.slice(number[0].length) };
  }
  return PRINTED.test(trimmed) ? { kind: 'printed', text: trimmed } : { kind: 'bullet', text: trimmed };
}
