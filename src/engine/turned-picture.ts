import type { Page } from '../document/model.ts';
import type { BlobRecord } from '../store/schema.ts';

/**
 * What shows a page that was found to lie on its side or its head: its picture turned clockwise, in colour. Null where
 * this browser cannot draw it.
 */
export async function turnedPicture(
  { bytes, type }: BlobRecord,
  degrees: Exclude<Page['rotation'], 0>,
): Promise<BlobRecord | null> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => null);
  if (!bitmap) return null;
  const { width, height } = bitmap;
  const canvas = degrees === 180 ? new OffscreenCanvas(width, height) : new OffscreenCanvas(height, width);
  try {
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.translate(canvas.width / 2, canvas.height / 2);
    context.rotate((degrees * Math.PI) / 180);
    context.drawImage(bitmap, -width / 2, -height / 2);
    // Photographs as PNG would take ten times the space.
    const blob = await canvas.convertToBlob(
      type === 'image/jpeg' ? { type: 'image/jpeg', quality: 0.92 } : { type: 'image/png' },
    );
    return { bytes: await blob.arrayBuffer(), type: blob.type };
  } finally {
    bitmap.close();
    // iOS counts canvases until they are empty (256 to 384 MB).
    canvas.width = canvas.height = 0;
  }
}
