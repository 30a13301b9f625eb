import JSZip from 'jszip';
import { expect, test } from 'vitest';
import type { CutRegion } from './document.ts';
import { documentDocx } from './docx.ts';
import { docxMedia } from './docx-media.ts';
import { pageOf, textBlock } from './test-documents.ts';

const pictured = (fill: number) => new Uint8Array(5_000).fill(fill);
const cutRegion: CutRegion = async (page) => ({
  bytes: pictured(page.index % 2),
  type: 'image/png',
  width: 20,
  height: 10,
});

test('the file has the pictures themselves, equal ones once', async () => {
  const pages = [0, 1, 2].map((index) =>
    pageOf([textBlock('figure', '', { bbox: [0, 0, 200, 100] }), textBlock('paragraph', 'a')], { index }),
  );
  const zip = await JSZip.loadAsync(await documentDocx({ title: '', language: null, pages }, { cutRegion }));
  const media = await Promise.all(zip.file(/^word\/media\//).map((entry) => entry.async('uint8array')));
  expect(media).toEqual([pictured(0), pictured(1)]);
  const xml = await zip.file('word/document.xml')?.async('string');
  expect([...(xml ?? '').matchAll(/r:embed="(\w+)"/g)].map(([, id]) => id)).toHaveLength(3);
});

test('a digest stands for its picture alone', async () => {
  const media = docxMedia(cutRegion);
  const cut = await media.cutRegion?.(pageOf([], { index: 1 }), [0, 0, 9, 9]);
  expect(cut?.bytes).toHaveLength(32);
  expect(media.pictureOf(cut?.bytes ?? new Uint8Array())?.size).toBe(5_000);
  expect(media.pictureOf(new Uint8Array(32))).toBeUndefined();
});
