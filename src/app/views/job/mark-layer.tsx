import { useEffect, useRef } from 'preact/hooks';
import type { Bbox, Page } from '../../../document/model.ts';

/** A place in the document that something refers to: a value that was found, words that were quoted. */
export interface Mark {
  /** The page, from 0. */
  index: number;
  /** Pixels of the page. */
  boxes: readonly Bbox[];
}

/** Shows the boxes on the page, and brings the first of them into view. */
export function MarkLayer({ page, mark }: { page: Page; mark: Mark }) {
  const first = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    first.current?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'smooth' });
  }, [mark, page]);
  return (
    <div class="mark-layer" aria-hidden="true">
      {mark.boxes.map(([x0, y0, x1, y1], i) => (
        <span
          key={i}
          class="mark"
          ref={i === 0 ? first : undefined}
          style={{
            left: share(x0, page.width),
            top: share(y0, page.height),
            width: share(x1 - x0, page.width),
            height: share(y1 - y0, page.height),
          }}
        />
      ))}
    </div>
  );
}

const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;
