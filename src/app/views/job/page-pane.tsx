import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Page } from '../../../document/model.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { formats, messages } from '../../i18n/index.ts';
import { type Mark, MarkLayer } from './mark-layer.tsx';
import type { Picture } from './use-picture.ts';
import { WordLayer } from './word-layer.tsx';
import type { PageWord } from './words.ts';
import { scaleOf, stepZoom, type Zoom } from './zoom.ts';

interface Props {
  filename: string;
  /** From 0. */
  index: number;
  count: number;
  page: Page | undefined;
  picture: Picture;
  words: PageWord[];
  active: Signal<number | null>;
  reading: boolean;
  /** Shown where it is of this page. */
  mark: Mark | null;
  onPage: (index: number) => void;
}

/** The page itself, as large as the pane lets it, with its words over it. */
export function PagePane({ filename, index, count, page, picture, words, active, reading, mark, onPage }: Props) {
  const m = messages.value.job;
  const pane = useRef<HTMLDivElement>(null);
  const paneWidth = useContentWidth(pane);
  const zoom = useSignal<Zoom>('fit');
  const [natural, setNatural] = useState({ width: 0, height: 0 });
  const { width, height } = page ?? natural;
  const scale = width > 0 && paneWidth > 0 ? scaleOf(zoom.value, width, paneWidth) : 0;
  const box = {
    width: scale ? `${Math.round(width * scale)}px` : '100%',
    // Until the picture is there: a sheet of A4.
    aspectRatio: width > 0 ? `${width} / ${height}` : '210 / 297',
  };
  return (
    <section class="page-pane" aria-label={m.pageOf(index + 1, count)}>
      {/* The picture's coordinates start at its left, whatever the interface's direction. */}
      <div class="page-scroll" ref={pane} dir="ltr" tabIndex={0} role="region" aria-label={m.page}>
        {picture.state === 'none' && !page ? (
          <div class="state">
            <Icon name="file" />
            <p dir="auto">{m.imageGone}</p>
          </div>
        ) : (
          <div class={`page ${reading ? 'reading' : ''}`} style={box} data-index={index}>
            {picture.state === 'shown' && (
              <img
                src={picture.url}
                alt={m.imageAlt(index + 1, filename)}
                draggable={false}
                onLoad={({ currentTarget: image }) =>
                  setNatural({ width: image.naturalWidth, height: image.naturalHeight })
                }
              />
            )}
            {page && mark?.index === index && <MarkLayer page={page} mark={mark} />}
            {page && <WordLayer page={page} words={words} active={active} />}
          </div>
        )}
      </div>
      {mark?.back && mark.index === index && (
        <button type="button" class="button outlined page-back" onClick={mark.back.go}>
          <Icon name="down" />
          {mark.back.label}
        </button>
      )}
      <div class="page-tools">
        {count > 1 && (
          <nav class="tool-group" aria-label={m.pageNavigation}>
            <Tool icon="previous" label={m.previousPage} disabled={index === 0} onClick={() => onPage(index - 1)} />
            <span class="tool-text" title={m.pageOf(index + 1, count)}>
              {formats.value.number(index + 1)} / {formats.value.number(count)}
            </span>
            <Tool icon="next" label={m.nextPage} disabled={index >= count - 1} onClick={() => onPage(index + 1)} />
          </nav>
        )}
        <div class="tool-group" role="group" aria-label={m.zoom}>
          <Tool
            icon="minus"
            label={m.zoomOut}
            onClick={() => {
              zoom.value = stepZoom(scale, -1);
            }}
          />
          <button
            type="button"
            class="button tool-text"
            title={m.actualSize}
            aria-label={`${formats.value.percent(scale || 1)} (${m.actualSize})`}
            aria-pressed={zoom.value === 1}
            onClick={() => {
              zoom.value = 1;
            }}
          >
            {formats.value.percent(scale || 1)}
          </button>
          <Tool
            icon="plus"
            label={m.zoomIn}
            onClick={() => {
              zoom.value = stepZoom(scale, 1);
            }}
          />
          <Tool
            icon="fit"
            label={m.fitWidth}
            pressed={zoom.value === 'fit'}
            onClick={() => {
              zoom.value = 'fit';
            }}
          />
        </div>
      </div>
    </section>
  );
}

function Tool({
  icon,
  label,
  disabled = false,
  pressed,
  onClick,
}: {
  icon: IconName;
  label: string;
  disabled?: boolean;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      class="button round"
      aria-label={label}
      title={label}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The width inside an element's padding, in CSS pixels. */
function useContentWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
