import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Block, Page } from '../../../document/model.ts';
import { wordAt } from './active-word.ts';
import { numberedBlocks, stretchesOf } from './words.ts';

/** A page's text, block by block, each in its own direction. Pointing at a word points at it on the page. */
export function TextView({ page, active, onChoose }: {
  page: Page;
  active: Signal<number | null>;
  onChoose: (id: number) => void;
}) {
  const blocks = useMemo(() => numberedBlocks(page).map(({ block, firstWord }) => (
    <BlockText key={firstWord} block={block} firstWord={firstWord} />
  )), [page]);
  return (
    <div
      class="text-view"
      onPointerOver={(event) => {
        active.value = wordAt(event);
      }}
      onPointerLeave={() => {
        active.value = null;
      }}
      onClick={(event) => {
        const id = wordAt(event);
        if (id !== null && document.getSelection()?.isCollapsed) onChoose(id);
      }}
    >
      {blocks}
    </div>
  );
}

function BlockText({ block, firstWord }: { block: Block; firstWord: number }) {
  let next = firstWord;
  return (
    <p class={block.type === 'heading' ? 'block heading' : 'block'} dir="auto">
      {block.lines.map((line, i) => {
        const stretches = stretchesOf(line, next);
        next += line.words.length;
        return [
          i > 0 ? '\n' : '',
          ...stretches.map(({ id, text, doubtful }) => (id === null
            ? text
            : <span data-w={id} data-doubtful={doubtful ? '' : undefined}>{text}</span>)),
        ];
      })}
    </p>
  );
}
