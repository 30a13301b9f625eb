import type { Signal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Page } from '../../../document/model.ts';
import { messages } from '../../i18n/index.ts';
import { locale } from '../../settings.ts';
import { isDoubtful, type PageWord, stepFrom } from './words.ts';

/**
 * The recognised words over their picture. Everything is a share of the page's width, so that zooming moves nothing
 * against the picture. One tab stop; arrow keys move on from there.
 */
export function WordLayer({ page, words, active }: { page: Page; words: PageWord[]; active: Signal<number | null> }) {
  const root = useRef<HTMLDivElement>(null);
  const boxes = useMemo(() => words.map((word) => <WordBox key={word.id} word={word} page={page} />), [words, page]);

  const focus = (id: number) => root.current?.querySelector<HTMLElement>(`[data-w="${id}"]`)?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepFrom(words, active.value ?? 0, event.key);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focus(next);
  };
  return (
    <div
      class="word-layer"
      ref={root}
      role="group"
      aria-label={messages.value.job.wordLayer(page.index + 1)}
      onKeyDown={onKeyDown}
      onCopy={(event) => copyWords(event, root.current, words)}
    >
      {boxes}
      <WordTip words={words} page={page} active={active} />
    </div>
  );
}

function WordBox({ word, page }: { word: PageWord; page: Page }) {
  const [x0, y0, x1, y1] = word.bbox;
  const height = y1 - y0;
  const box = {
    left: share(x0, page.width),
    top: share(y0, page.height),
    width: share(x1 - x0, page.width),
    height: share(height, page.height),
  };
  // Font and line are as high as the box; the text is then stretched to its width, as selecting needs.
  const size = `${(height / page.width) * 100}cqw`;
  const text = {
    fontSize: size,
    lineHeight: size,
    transform: `scaleX(${((x1 - x0) / (textWidth(word.text) * height || 1)).toFixed(4)})`,
  };
  return (
    <span
      class="word"
      style={box}
      data-w={word.id}
      tabIndex={word.id === 0 ? 0 : -1}
      data-doubtful={isDoubtful(word) ? '' : undefined}
    >
      <bdi style={text}>{word.text}</bdi>
    </span>
  );
}

/** The word and how sure the recognition is, beside the word that the pointer or focus is on. */
function WordTip({ words, page, active }: { words: PageWord[]; page: Page; active: Signal<number | null> }) {
  const word = active.value === null ? undefined : words[active.value];
  if (!word) return null;
  const [x0, y0, x1, y1] = word.bbox;
  const below = y0 / page.height < 0.06;
  const centre = (x0 + x1) / 2 / page.width;
  const side = centre < 0.15 ? 'at-left' : centre > 0.85 ? 'at-right' : '';
  const place = {
    left: side === 'at-left' ? share(x0, page.width) : side === 'at-right' ? 'auto' : share(centre, 1),
    right: side === 'at-right' ? share(page.width - x1, page.width) : 'auto',
    top: share(below ? y1 : y0, page.height),
  };
  return (
    <div
      class={`word-tip ${below ? 'below' : ''} ${side}`}
      style={place}
      role="status"
      dir={locale.value === 'fa' ? 'rtl' : 'ltr'}
    >
      {messages.value.job.word(`\u2068${word.text}\u2069`, word.confidence)}
      {word.other_reading !== undefined && <span class="other-reading">{otherReading(word.other_reading)}</span>}
    </div>
  );
}

/** What the standard reader has where the vision model has something else. */
const otherReading = (text: string): string =>
  text === '' ? messages.value.job.notReadThere : messages.value.job.otherReading(`\u2068${text}\u2069`);

const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(4)}%`;

const MEASURE_SIZE = 100;
let measure: CanvasRenderingContext2D | null = null;

/** The width of a text in units of its font size. */
function textWidth(text: string): number {
  if (!measure) {
    measure = document.createElement('canvas').getContext('2d');
    if (measure) measure.font = `${MEASURE_SIZE}px ${getComputedStyle(document.documentElement).fontFamily}`;
  }
  return (measure?.measureText(text).width ?? 0) / MEASURE_SIZE;
}

/** The browser would join words that lie apart on the page: copy them with their spaces and lines. */
function copyWords(event: ClipboardEvent, root: HTMLElement | null, words: PageWord[]): void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !root) return;
  const chosen = words.filter((word) => {
    const element = root.children[word.id];
    return element !== undefined && selection.containsNode(element, true);
  });
  if (chosen.length < 2) return;
  const text = chosen.map((word, i) => {
    const before = chosen[i - 1];
    return (before === undefined ? '' : before.line === word.line ? ' ' : '\n') + word.text;
  });
  event.clipboardData?.setData('text/plain', text.join(''));
  event.preventDefault();
}
