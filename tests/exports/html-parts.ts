/** The structure of an HTML document, as parse5 builds it, in the terms of the documents that the tests export. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Part } from './documents.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

export function htmlParts(html: string): Part[] {
  const document = parse(html);
  const root = document.childNodes.find((node) => node.nodeName === 'html') as Element;
  const body = root.childNodes.find((node) => node.nodeName === 'body') as Element;
  return body.childNodes.flatMap(partsOf);
}

/** Every element of the name, in order. */
export function elements(html: string, name: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node) => {
    if (!('childNodes' in node)) return;
    if (node.nodeName === name) found.push(node);
    node.childNodes.forEach(visit);
  };
  parse(html).childNodes.forEach(visit);
  return found;
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

function partsOf(node: Node): Part[] {
  const { nodeName: name } = node;
  if (name === '#text' || name === '#comment') return textOf(node) === '' ? [] : [{ text: textOf(node) }];
  const element = node as Element;
  if (/^h[1-6]$/.test(name)) return [{ heading: textOf(element), level: Number(name.slice(1)) }];
  if (name === 'ul' || name === 'ol') return [listOf(element)];
  if (name === 'table') return [{ table: tableOf(element) }];
  if (name === 'p' || name === 'pre') return textOf(element) === '' ? [] : [{ text: textOf(element) }];
  return element.childNodes.flatMap(partsOf);
}

function listOf(element: Element): Part {
  const rows = element.childNodes.filter((node): node is Element => node.nodeName === 'li');
  const first = rows[0];
  const start = Number((first && attribute(first, 'value')) ?? attribute(element, 'start') ?? 1);
  const items = rows.map((item) => {
    const lists = item.childNodes.filter((node) => /^[uo]l$/.test(node.nodeName)) as Element[];
    const own = item.childNodes.filter((node) => !/^[uo]l$/.test(node.nodeName));
    const below = lists.flatMap((list) => list.childNodes.filter((node) => node.nodeName === 'li').map(textOf));
    return { text: tidy(own.map(rawText).join('')), below };
  });
  return { list: element.nodeName === 'ol' ? 'number' : 'bullet', start, items };
}

function tableOf(element: Element) {
  const rows: Element[] = [];
  const visit = (node: Node) => {
    if (node.nodeName === 'tr') rows.push(node as Element);
    else if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  element.childNodes.forEach(visit);
  return rows.map((row) =>
    row.childNodes
      .filter((node): node is Element => node.nodeName === 'td' || node.nodeName === 'th')
      .map((cell) => ({
        text: textOf(cell),
        columns: Number(attribute(cell, 'colspan') ?? 1),
        rows: Number(attribute(cell, 'rowspan') ?? 1),
        header: cell.nodeName === 'th',
      })),
  );
}

export const textOf = (node: Node): string => tidy(rawText(node));

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

function rawText(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (node.nodeName === 'br') return ' ';
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
}
