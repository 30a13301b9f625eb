import { expect, test } from 'vitest';
import { samplePage } from '../test-documents.ts';
import { documentPdf } from './index.ts';

test('pages are read when their turn comes', async () => {
  const pages = ['eng', 'fas', 'jpn'].map((code, index) => samplePage(code, { index }));
  const read: number[] = [];
  const done: number[] = [];
  const late = pages.map((page) => ({
    ...page,
    blocks: [],
    text: '',
    load: async () => {
      expect(done.length).toBe(page.index);
      read.push(page.index);
      return page;
    },
  }));
  const onProgress = (count: number) => void done.push(count);
  const file = await documentPdf({ title: 't', language: null, pages: late }, { onProgress });
  const whole = await documentPdf({ title: 't', language: null, pages });
  expect(read).toEqual([0, 1, 2]);
  expect(file.length).toBe(whole.length);
});
