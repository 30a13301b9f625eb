/**
 * A word put right where it stands in the text, under the stretch of the page that it was read from. What was corrected
 * is what every file and answer is made of.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { JobSummary } from '../../../contract/job.ts';
import type { Bbox, Page } from '../../../document/model.ts';
import { apiJson } from '../../api.ts';
import { Icon } from '../../components/icons.tsx';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { placeOf } from './words.ts';

interface Props {
  job: JobSummary;
  page: Page;
  /** Address of the page's picture; null where there is none. */
  picture: string | null;
  /** The word's place in the page's reading order. */
  id: number;
  /** Corrected, or confirmed as it stood; `text` is empty where the word was removed. */
  onSaved: (id: number, text: string) => void;
  onClose: () => void;
}

/** Stands below its word in the text view, which has to be its offset parent. */
export function WordEditor({ job, page, picture, id, onSaved, onClose }: Props) {
  const m = messages.value.job;
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const place = placeOf(page, id);
  useLayoutEffect(() => {
    setProblem('');
    standBelow(form.current, id);
    if (input.current) input.current.value = place?.text ?? '';
    // A touch keyboard would cover what is to be compared: it comes when the field is touched.
    if (matchMedia('(pointer: coarse)').matches) return;
    input.current?.focus({ preventScroll: true });
    input.current?.select();
  }, [id, page]);
  if (!place) return null;

  const save = async (event: Event) => {
    event.preventDefault();
    const text = input.current?.value.trim() ?? '';
    const { block, line, word } = place;
    try {
      await apiJson<Page>(`ocr/${job.uuid}/pages/${page.index}/`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ edits: [{ block, line, word, text }] }),
      });
      onSaved(id, text);
    } catch (error) {
      setProblem(wordingOf(problemOf(error), messages.value));
    }
  };
  return (
    <form
      class="word-editor"
      ref={form}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {picture && <Snippet page={page} picture={picture} bbox={place.bbox} />}
      <input
        ref={input}
        class="field"
        dir="auto"
        aria-label={m.correctWord}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="done"
      />
      <button type="submit" class="button round primary" title={m.correctSave} aria-label={m.correctSave}>
        <Icon name="check" />
      </button>
      <button type="button" class="button round" title={m.correctCancel} aria-label={m.correctCancel} onClick={onClose}>
        <Icon name="close" />
      </button>
      {place.other_reading && (
        <button
          type="button"
          class="button other-reading"
          onClick={() => {
            if (input.current) input.current.value = place.other_reading ?? '';
          }}
        >
          {m.otherReading(`\u2068${place.other_reading}\u2069`)}
        </button>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** The word as it stands on the page, with what is beside it. */
function Snippet({ page, picture, bbox: [x0, y0, x1, y1] }: { page: Page; picture: string; bbox: Bbox }) {
  const height = Math.max(1, y1 - y0);
  const scale = Math.min(SNIPPET_TEXT / height, SNIPPET_WIDTH / (x1 - x0 + height));
  const style = {
    width: `${page.width * scale}px`,
    left: `calc(50% - ${((x0 + x1) / 2) * scale}px)`,
    top: `calc(50% - ${((y0 + y1) / 2) * scale}px)`,
  };
  return (
    <div class="snippet" dir="ltr">
      <img src={picture} alt="" style={style} draggable={false} />
    </div>
  );
}

/** Of the word there, CSS pixels. */
const SNIPPET_TEXT = 24;
const SNIPPET_WIDTH = 240;

/** Below its word, and within the text from side to side. */
function standBelow(form: HTMLElement | null, id: number): void {
  const view = form?.closest<HTMLElement>('.text-view');
  const word = view?.querySelector(`[data-w="${id}"]`);
  if (!form || !view || !word) return;
  const [outer, inner] = [view.getBoundingClientRect(), word.getBoundingClientRect()];
  const left = Math.min(inner.left - outer.left, outer.width - form.offsetWidth);
  form.style.left = `${Math.max(0, left)}px`;
  form.style.top = `${inner.bottom - outer.top + GAP}px`;
}

/** CSS pixels. */
const GAP = 4;
