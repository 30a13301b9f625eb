/** Weight and slant of a PDF's font, as its name says: the flags of a font's descriptor hardly ever tell weight. */
export interface FontStyle {
  bold: boolean;
  italic: boolean;
  mono: boolean;
}

/** What pdf.js tells of a font; its name, and whether it has one width, with `fontExtraProperties` only. */
export interface NamedFont {
  name?: string;
  bold?: boolean;
  black?: boolean;
  italic?: boolean;
  isMonospace?: boolean;
  /** The generic family that stands in for it: `monospace` where the descriptor has that flag. */
  fallbackName?: string;
}

/** Six capitals before the name of a font that is embedded in part (ISO 32000-2, 9.9.2). */
const SUBSET = /^[A-Z]{6}\+/;
/** PostScript's names of weights, alone or short (`-Bd`, `-B`), Computer Modern's (`CMBX`) and URW's (`Medi`). */
const BOLD =
  /bold|black|heavy|demi|[-_, ](?:bd|b|bi)(?:$|[-_, ])|[a-z](?:Bd|BdIt|BdOb)\b|^(?:CM|SF)BX|NimbusRomNo9L-Medi/i;
const ITALIC =
  /[Ii]talic|[Oo]blique|Kursiv|Slanted|[-_, ](?:It|I|BI|Obl)(?:$|[-_, ])|[a-z](?:It|Obl|Ital)\b|^(?:CM|SF)(?:TI|MI|BXTI)\d/;
const MONO = /courier|mono(?!type)|consol|typewriter|menlo|lettergothic|^CMTT|^SFTT|sourcecode|inconsolata|fixedsys/i;

export function fontStyle(font: NamedFont | undefined): FontStyle {
  const name = (font?.name ?? '').replace(SUBSET, '');
  return {
    bold: font?.bold === true || font?.black === true || BOLD.test(name),
    italic: font?.italic === true || ITALIC.test(name),
    mono: font?.isMonospace === true || font?.fallbackName === 'monospace' || MONO.test(name),
  };
}
