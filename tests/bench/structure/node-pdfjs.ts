/** pdf.js under Node: its build for older engines. */
import './node-gaps.ts';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export { OPS };

const FOLDER = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const file = (name: string) => `${join(FOLDER, name)}/`;

/** The buffer moves to pdf.js. */
export const openPdf = (data: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({
    data,
    cMapUrl: file('cmaps'),
    standardFontDataUrl: file('standard_fonts'),
    wasmUrl: file('wasm'),
    iccUrl: file('iccs'),
    fontExtraProperties: true,
    verbosity: 0,
  }).promise;
