import { useMemo } from 'preact/hooks';
import type { Block, Page } from '../../../document/model.ts';
import { numberedBlocks, stretchesOf } from './words.ts';

/** A page's text, block by block, each in its own direction. Pointing at a word points at it on the page. */
export function TextView({ page }: { page: Page }) {
  const blocks = useMemo(
    () =>
      numberedBlocks(page).map(({ block, firstWord }, i) => <BlockText key={i} block={block} firstWord={firstWord} />),
    [page],
  );
  return <div class="text-view">{blocks}</div>;
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
          ...stretches.map(({ id, text, doubtful }) =>
            id === null ? (
              text
            ) : (
              <span data-w={id} data-doubtful={doubtful ? '' : undefined}>
                {text}
              </span>
            ),
          ),
        ];
      })}
    </p>
  );
}
