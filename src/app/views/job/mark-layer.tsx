import { useEffect, useRef } from 'preact/hooks';
import type { Bbox, Page } from '../../../document/model.ts';
import { joinBoxes } from './mark-boxes.ts';

/** A place in the document that something refers to: a value that was found, words that were quoted. */
export interface Mark {
  /** The page, from 0. */
  index: number;
  /** Pixels of the page. */
  boxes: readonly Bbox[];
  /** The way back to what referred to it, offered where that scrolled away. */
  back?: { label: string; go: () => void };
}

/** Shows the boxes on the page, and brings the first of them into view. */
export function MarkLayer({ page, mark }: { page: Page; mark: Mark }) {
  const first = useRef<HTMLSpanElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Of what has no place on its page, the page is shown.
    const place = first.current ?? layer.current;
    place?.scrollIntoView({ block: first.current ? 'center' : 'start', inline: 'nearest', behavior: 'smooth' });
  }, [mark]);
  return (
    <div class="mark-layer" ref={layer} aria-hidden="true">
      {joinBoxes(mark.boxes).map(([x0, y0, x1, y1], i) => (
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
