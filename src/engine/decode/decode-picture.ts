/// <reference path="./pdf-image-decoders.d.ts" />
/** Pictures inside of a TIFF, by the browser; those in four inks by pdf.js. Worker realm. */
import { readBitmap } from './decode-bitmap.ts';
import type { PictureDecoder } from './tiff-pictures.ts';

export const pictureDecoder: PictureDecoder = {
  async rgba(picture, width, height) {
    const bitmap = await createImageBitmap(picture, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
    try {
      if (bitmap.width !== width || bitmap.height !== height) throw new Error('unexpected size');
      const rgba = new Uint8Array(width * height * 4);
      readBitmap(bitmap, (piece, x, y, pieceWidth, pieceHeight) => {
        for (let row = 0; row < pieceHeight; row++) {
          const from = row * pieceWidth * 4;
          rgba.set(piece.subarray(from, from + pieceWidth * 4), ((y + row) * width + x) * 4);
        }
      });
      return rgba;
    } finally {
      bitmap.close();
    }
  },
  async inks(jpeg, width, height) {
    const { JpegImage } = await import('pdfjs-dist/image_decoders/pdf.image_decoders.mjs');
    const image = new JpegImage();
    image.parse(jpeg);
    if (image.width !== width || image.height !== height || image.numComponents !== 4)
      throw new Error('unexpected size');
    // "From a PDF" means: as stored, without the inversion of Adobe's stand-alone files.
    return image.getData({ width, height, forceRGB: false, isSourcePDF: true });
  },
};
