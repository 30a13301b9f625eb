import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Block, Page } from '../../../document/model.ts';
import { wordsByCell } from '../../../document/table-words.ts';
import { translatedPage } from '../../../document/translated.ts';
import { lineEnd } from '../../../exports/flow.ts';
import { cellStretches, numberedBlocks, type Stretch, stretchesOf } from './words.ts';

/** A page in another language: its words point at nothing on the page. */
export function TranslationView({ page }: { page: Page }) {
  const blocks = useMemo(() => translatedPage(page).blocks, [page]);
  return (
    <div class="text-view">
      {blocks.map((block, i) => (
        <BlockText key={i} block={block} firstWord={null} />
      ))}
    </div>
  );
}

/**
 * A page's text, block by block, each in its own direction. Pointing at a word points at it on the page. `children` may
 * stand at a place in it.
 */
export function TextView({ page, children }: { page: Page; children?: ComponentChildren }) {
  const blocks = useMemo(
    () =>
      numberedBlocks(page).map(({ block, firstWord }, i) => <BlockText key={i} block={block} firstWord={firstWord} />),
    [page],
  );
  return (
    <div class="text-view">
      {blocks}
      {children}
    </div>
  );
}

interface Props {
  block: Block;
  /** Null where its words have no numbers. */
  firstWord: number | null;
}

function BlockText({ block, firstWord }: Props) {
  if (block.table && block.table.rows.length > 0) return <TableText block={block} firstWord={firstWord} />;
  if (block.lines.length === 0) return null;
  const text = <LinesText block={block} firstWord={firstWord} />;
  switch (block.type) {
    case 'heading':
      return <Heading level={block.level ?? 1}>{text}</Heading>;
    case 'list-item':
      return (
        <p class="block item" dir="auto" data-depth={block.level}>
          {text}
        </p>
      );
    case 'page-header':
    case 'page-footer':
    case 'caption':
      return (
        <p class="block aside" dir="auto">
          {text}
        </p>
      );
    default:
      return (
        <p class={`block ${block.style ?? ''}`} dir={block.style === 'code' ? 'ltr' : 'auto'}>
          {text}
        </p>
      );
  }
}

/** The document's name is the view's first heading: those of the page stand below it. */
function Heading({ level, children }: { level: number; children: ComponentChildren }) {
  return (
    <p class="block heading" role="heading" aria-level={Math.min(level + 1, 6)} data-level={level} dir="auto">
      {children}
    </p>
  );
}

/** Lines run on as the pane is wide, but where their end was meant; those of program text stay. */
function LinesText({ block, firstWord }: Props) {
  let next = firstWord;
  return block.lines.map((line, i) => {
    const found = stretchesOf(line, next);
    if (next !== null) next += line.words.length;
    const follower = block.lines[i + 1];
    const end = !follower ? 'none' : block.style === 'code' ? 'break' : lineEnd(line, follower, block);
    const last = found.at(-1);
    if (end === 'hyphen' && last) last.text = last.text.slice(0, -1);
    return [...found.map(toText), END[end]];
  });
}

const END = { break: '\n', space: ' ', none: '', hyphen: '' };

function TableText({ block, firstWord }: Props) {
  const words = wordsByCell(block);
  return (
    // Too wide for the pane, it moves in itself; the keyboard moves it once it has the focus.
    <div class="block table" dir="auto" role="group" tabIndex={0}>
      <table>
        <tbody>
          {block.table?.rows.map((row, y) => (
            <tr key={y}>
              {row.map((cell, x) => {
                const Cell = cell.header ? 'th' : 'td';
                return (
                  <Cell key={x} dir="auto" colSpan={cell.col_span} rowSpan={cell.row_span}>
                    {cellStretches(cell.text, words[y]?.[x] ?? [], firstWord).map(toText)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const toText = ({ id, text, doubtful }: Stretch) =>
  id === null ? (
    text
  ) : (
    <span data-w={id} data-doubtful={doubtful ? '' : undefined}>
      {text}
    </span>
  );
