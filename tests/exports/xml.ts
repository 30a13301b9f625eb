/** hOCR and ALTO as a strict XML parser reads them, held to the rules of their specifications. */
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import type { Bbox } from '../../src/document/model.ts';

/** Throws on anything that is not well-formed. */
export const parseXml = (xml: string, type = 'text/xml') =>
  new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, type);

export const all = (parent: Element | ReturnType<typeof parseXml>, name: string): Element[] =>
  Array.from(parent.getElementsByTagName(name)) as Element[];

export interface ReadWord {
  text: string;
  bbox: Bbox;
  /** 0…1. */
  confidence: number;
}

/** Inclusive: a part may touch the edges of the whole. */
const isWithin = (part: Bbox, whole: Bbox): boolean =>
  part[0] >= whole[0] && part[1] >= whole[1] && part[2] <= whole[2] && part[3] <= whole[3];

const PROPERTIES: Record<string, RegExp> = {
  bbox: /^\d+ \d+ \d+ \d+$/,
  x_wconf: /^(\d|[1-9]\d|100)$/,
  ppageno: /^\d+$/,
  image: /^"[^"]*"$/,
  scan_res: /^\d+ \d+$/,
};

/** Of each page its words; what breaks hOCR 1.2 is in `faults`. */
export function readHocr(xml: string): { pages: ReadWord[][]; faults: string[] } {
  const document = parseXml(xml, 'application/xhtml+xml');
  const faults: string[] = [];
  const ids = new Set<string>();
  const byClass = (parent: Element | typeof document, wanted: RegExp) =>
    ['div', 'p', 'span']
      .flatMap((name) => all(parent, name))
      .filter((one) => wanted.test(one.getAttribute('class') ?? ''));
  const capabilities = new Set(meta('ocr-capabilities')?.split(' '));
  if (!meta('ocr-system')) faults.push('no ocr-system');
  const boxOf = (one: Element): Bbox => properties(one).bbox?.split(' ').map(Number) as Bbox;
  for (const one of byClass(document, /^ocr/)) {
    const [name, id] = [one.getAttribute('class') ?? '', one.getAttribute('id') ?? ''];
    if (!capabilities.has(name)) faults.push(`${name} is no stated capability`);
    if (!/^[A-Za-z][\w.:-]*$/.test(id) || ids.has(id)) faults.push(`id ${id}`);
    ids.add(id);
    for (const [key, value] of Object.entries(properties(one))) {
      if (!PROPERTIES[key]?.test(value)) faults.push(`${name}: ${key} ${value}`);
    }
    const [x0, y0, x1, y1] = boxOf(one) ?? [1, 1, 0, 0];
    if (x1 < x0 || y1 < y0) faults.push(`${name}: an inverted box`);
  }
  const found = byClass(document, /^ocr_page$/);
  if (Number(meta('ocr-number-of-pages')) !== found.length) faults.push('another number of pages');
  const pages = found.map((page) => {
    const nested = { ocr_carea: 'ocr_page', ocr_par: 'ocr_carea', ocr_line: 'ocr_par', ocrx_word: 'ocr_line' };
    for (const [inner, outer] of Object.entries(nested)) {
      for (const one of byClass(page, new RegExp(`^${inner}$`))) {
        if ((one.parentNode as Element).getAttribute('class') !== outer) faults.push(`${inner} is in no ${outer}`);
      }
    }
    return byClass(page, /^ocrx_word$/).map((word) => {
      if (!isWithin(boxOf(word), boxOf(page))) faults.push('a word out of its page');
      const confidence = Number(properties(word).x_wconf) / 100;
      return { text: word.textContent ?? '', bbox: boxOf(word), confidence };
    });
  });
  return { pages, faults };

  function meta(name: string): string | null | undefined {
    return all(document, 'meta')
      .find((one) => one.getAttribute('name') === name)
      ?.getAttribute('content');
  }

  function properties(one: Element): Record<string, string> {
    const title = one.getAttribute('title') ?? '';
    const parts = title.match(/(?:"[^"]*"|[^;"])+/g) ?? [];
    return Object.fromEntries(
      parts.map((part) => {
        const [, key = '', value = ''] = /^(\S+)\s*(.*)$/s.exec(part.trim()) ?? [];
        return [key, value];
      }),
    );
  }
}

/** Of ALTO 4.4: where an element may stand, and what it has to say. */
const ALTO: Record<string, { within: string[]; needs: string[]; may: string[] }> = {
  Page: { within: ['Layout'], needs: ['ID', 'PHYSICAL_IMG_NR'], may: ['WIDTH', 'HEIGHT'] },
  PrintSpace: { within: ['Page'], needs: ['HEIGHT', 'WIDTH', 'HPOS', 'VPOS'], may: [] },
  TextBlock: { within: ['PrintSpace'], needs: ['ID'], may: ['HEIGHT', 'WIDTH', 'HPOS', 'VPOS', 'TAGREFS', 'LANG'] },
  Illustration: { within: ['PrintSpace'], needs: ['ID'], may: ['HEIGHT', 'WIDTH', 'HPOS', 'VPOS', 'TAGREFS'] },
  TextLine: { within: ['TextBlock'], needs: [], may: ['ID', 'HEIGHT', 'WIDTH', 'HPOS', 'VPOS'] },
  String: { within: ['TextLine'], needs: ['CONTENT'], may: ['ID', 'HEIGHT', 'WIDTH', 'HPOS', 'VPOS', 'WC'] },
  SP: { within: ['TextLine'], needs: [], may: [] },
  LayoutTag: { within: ['Tags'], needs: ['ID', 'LABEL'], may: [] },
};
const ALTO_TYPES: Record<string, RegExp> = {
  ID: /^[A-Za-z_][\w.-]*$/,
  PHYSICAL_IMG_NR: /^\d+$/,
  // xsd:float since 4.0, but whole pixels are what all readers take.
  HEIGHT: /^\d+$/,
  WIDTH: /^\d+$/,
  HPOS: /^-?\d+$/,
  VPOS: /^-?\d+$/,
  WC: /^(0(\.\d+)?|1)$/,
  LANG: /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/,
};

/** Of each page its words; what breaks ALTO 4.4 is in `faults`. */
export function readAlto(xml: string): { pages: ReadWord[][]; faults: string[] } {
  const document = parseXml(xml);
  const faults: string[] = [];
  const ids = new Set<string>();
  const root = document.documentElement as Element;
  if (root.namespaceURI !== 'http://www.loc.gov/standards/alto/ns-v4#') faults.push(`namespace ${root.namespaceURI}`);
  const order = Array.from(root.childNodes)
    .filter(({ nodeType }) => nodeType === 1)
    .map(({ nodeName }) => nodeName);
  if (!/^(Description )?(Tags )?Layout$/.test(order.join(' '))) faults.push(`order ${order}`);
  for (const one of all(document, '*')) {
    const attributes = Array.from(one.attributes);
    const id = one.getAttribute('ID');
    if (id && ids.has(id)) faults.push(`id ${id} twice`);
    if (id) ids.add(id);
    for (const { name, value } of attributes) {
      if (ALTO_TYPES[name] && !ALTO_TYPES[name].test(value)) faults.push(`${one.nodeName}: ${name}="${value}"`);
    }
    const rule = ALTO[one.nodeName];
    if (!rule) continue;
    if (!rule.within.includes(one.parentNode?.nodeName ?? ''))
      faults.push(`${one.nodeName} in ${one.parentNode?.nodeName}`);
    for (const name of rule.needs) if (!one.hasAttribute(name)) faults.push(`${one.nodeName} without ${name}`);
    for (const { name } of attributes) {
      if (![...rule.needs, ...rule.may].includes(name)) faults.push(`${one.nodeName} with ${name}`);
    }
  }
  for (const name of ['TextBlock', 'TextLine']) {
    for (const one of all(document, name)) if (one.childNodes.length === 0) faults.push(`an empty ${name}`);
  }
  for (const one of all(document, '*')) {
    for (const ref of one.getAttribute('TAGREFS')?.split(' ') ?? []) if (!ids.has(ref)) faults.push(`no tag ${ref}`);
  }
  const pages = all(document, 'Page').map((page) =>
    all(page, 'String').map((word): ReadWord => {
      const [x = 0, y = 0, width = 0, height = 0] = ['HPOS', 'VPOS', 'WIDTH', 'HEIGHT'].map((name) =>
        Number(word.getAttribute(name)),
      );
      const bbox: Bbox = [x, y, x + width, y + height];
      return { text: word.getAttribute('CONTENT') ?? '', bbox, confidence: Number(word.getAttribute('WC')) };
    }),
  );
  return { pages, faults };
}
