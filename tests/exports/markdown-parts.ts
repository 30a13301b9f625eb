/** The structure of a Markdown document, as mdast has it, in the terms of the documents that the tests export. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Part } from './documents.ts';
import { htmlParts } from './html-parts.ts';

export type Tree = ReturnType<typeof fromMarkdown>;
type Node = Tree | Tree['children'][number];

export const parseMarkdown = (markdown: string): Tree =>
  fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });

export const markdownParts = (markdown: string): Part[] => parseMarkdown(markdown).children.flatMap(partsOf);

function partsOf(node: Node): Part[] {
  switch (node.type) {
    case 'heading':
      return [{ heading: textOf(node), level: node.depth }];
    case 'html':
      return htmlParts(node.value);
    case 'list':
      return [
        {
          list: node.ordered ? 'number' : 'bullet',
          start: node.start ?? 1,
          items: node.children.map(({ children }) => ({
            text: children
              .filter(({ type }) => type !== 'list')
              .map(textOf)
              .join(' '),
            below: children.flatMap((child) => (child.type === 'list' ? child.children.map(textOf) : [])),
          })),
        },
      ];
    case 'table':
      return [
        {
          table: node.children.map(({ children }, y) =>
            children.map((cell) => ({ text: textOf(cell), columns: 1, rows: 1, header: y === 0 })),
          ),
        },
      ];
    default:
      return textOf(node) === '' ? [] : [{ text: textOf(node) }];
  }
}

/** Without HTML, which in our files holds tables and line breaks. */
export function textOf(node: Node): string {
  return raw(node).replace(/\s+/g, ' ').trim();
}

function raw(node: Node): string {
  if (node.type === 'html' || node.type === 'break') return ' ';
  if ('value' in node) return node.value;
  return 'children' in node ? (node.children as Node[]).map(raw).join('') : '';
}

/** Of strong text. */
export const strongTexts = (node: Node): string[] => [
  ...(node.type === 'strong' ? [textOf(node)] : []),
  ...('children' in node ? (node.children as Node[]).flatMap(strongTexts) : []),
];
