/** The names in a ZIP that does not say how they are written: UTF-8 where that fits, else what old programs used. */

// https://en.wikipedia.org/wiki/Code_page_437, the upper half: what the format's specification names as its default.
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** `locale` is the interface's language: of who writes Persian, Windows' Arabic page is likelier than DOS' Latin one. */
export function decodeEntryName(bytes: Uint8Array, locale: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (locale === 'fa') return new TextDecoder('windows-1256').decode(bytes);
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (CP437[byte - 128] ?? ''))).join('');
  }
}
