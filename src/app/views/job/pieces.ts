/** Long texts in pieces of a bounded size, so that showing a large document does not freeze the page. */
import type { Job } from '../../../contract/job.ts';

const LINES = 200;

/** Some 200 lines a piece, without the line end between two pieces. */
export function* linePieces(text: string): Generator<string, undefined> {
  let start = 0;
  let at = 0;
  let lines = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
    lines += 1;
    if (lines === LINES || at === text.length) {
      yield text.slice(start, end < 0 ? at : end);
      start = at;
      lines = 0;
    }
  }
}

/** The job's JSON, indented by two, page after page: the whole of a long document is never one string. */
export function* jsonPieces(job: Job): Generator<string, undefined> {
  const { pages, ...head } = job;
  const opening = JSON.stringify(head, null, 2).replace(/\n\}$/, ',\n  "pages": [');
  if (pages.length === 0) {
    yield `${opening}]\n}`;
    return;
  }
  yield* linePieces(opening);
  for (const [i, page] of pages.entries()) {
    const text = indent(JSON.stringify(page, null, 2), '    ');
    yield* linePieces(i < pages.length - 1 ? `${text},` : text);
  }
  yield '  ]\n}';
}

const indent = (text: string, by: string): string => text.replace(/^/gm, by);
