/** A page's picture, no wider than asked. */
import type { BlobRecord } from '../store/schema.ts';

/** The picture itself where it is narrow enough or this realm cannot draw; else a JPEG of `width` pixels. */
export async function narrowed(picture: BlobRecord, width: number | undefined): Promise<BlobRecord> {
  if (width === undefined || typeof OffscreenCanvas === 'undefined') return picture;
  const full = await createImageBitmap(new Blob([picture.bytes], { type: picture.type }));
  try {
    if (full.width <= width) return picture;
    const height = Math.max(1, Math.round((full.height * width) / full.width));
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) return picture;
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(full, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    return { bytes: await blob.arrayBuffer(), type: blob.type };
  } finally {
    full.close();
  }
}
