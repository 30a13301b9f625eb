/** A page's picture on an OffscreenCanvas: gray for the recogniser, compressed for the viewer. */
import { letGo } from '../recognise/let-go.ts';
import { AnnotationMode, type PDFPageProxy } from './pdfjs.worker.ts';

/** Rows read back at a time: 256 rows of a 40-megapixel page are 6 MB. */
const STRIP = 256;

/** Gray bytes, 0 black, rows from the top; `width` and `height` in pixels are the canvas's. */
export function renderGray(page: PDFPageProxy, scale: number, width: number, height: number) {
  return withPage(page, scale, width, height, (_canvas, context) => {
    const gray = new Uint8Array(width * height);
    for (let y = 0; y < height; y += STRIP) {
      const rows = Math.min(STRIP, height - y);
      const { data } = context.getImageData(0, y, width, rows);
      // Weights of ITU-R BT.601 in 1/256.
      for (let i = 0, to = y * width; i < data.length; i += 4, to++) {
        gray[to] = ((data[i] as number) * 77 + (data[i + 1] as number) * 150 + (data[i + 2] as number) * 29 + 128) >> 8;
      }
      letGo(data);
    }
    return gray;
  });
}

/** WebP where the browser writes it, else PNG. */
export function renderPicture(page: PDFPageProxy, scale: number, width: number, height: number): Promise<Blob> {
  return withPage(page, scale, width, height, (canvas) => canvas.convertToBlob({ type: 'image/webp', quality: 0.85 }));
}

async function withPage<Result>(
  page: PDFPageProxy,
  scale: number,
  width: number,
  height: number,
  use: (canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D) => Result | Promise<Result>,
): Promise<Result> {
  const canvas = new OffscreenCanvas(width, height);
  try {
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('no canvas of this size');
    await page.render({
      canvas: canvas as never,
      viewport: page.getViewport({ scale }),
      annotationMode: AnnotationMode.ENABLE,
    }).promise;
    return await use(canvas, context);
  } finally {
    canvas.width = 0;
    canvas.height = 0;
  }
}
