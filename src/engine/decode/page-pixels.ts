/**
 * Collects a page's pixels piece by piece as gray, alpha flattened. Gray is Rec. 601 luma,
 * 0.299 R + 0.587 G + 0.114 B, in 16-bit integers.
 *
 * Alpha lies on white paper, unless nothing would be seen there: a page of white writing on a clear ground is flattened
 * on black. That is so where fewer than 0.05 % of the pixels differ from white by a visible step (32 of 255), and at
 * least ten times as many, and no fewer than 0.05 %, differ from black on black. Dark writing on a clear ground never
 * meets the second condition; a white sheet on a clear ground that does so still has its writing dark on white.
 */

const VISIBLE = 32;
const INK = 0.0005;

export interface PagePixels {
  /** Takes `width` × `height` pixels of straight (not premultiplied) RGBA whose first one lies at `x`, `y`. */
  put(rgba: Uint8Array | Uint8ClampedArray, x: number, y: number, width: number, height: number): void;
  /** The same of opaque gray, one byte a pixel. */
  putGray(gray: Uint8Array, x: number, y: number, width: number, height: number): void;
  /** After the last `put`: the gray pixels, and the colours where they were kept and there are any. */
  finish(): { gray: Uint8Array; rgb: Uint8Array | null; ground: 'white' | 'black' };
}

/** A page of paper white. `keepColour`: also keep RGB, flattened on white, as soon as a pixel has colour. */
export function createPagePixels(pageWidth: number, pageHeight: number, keepColour: boolean): PagePixels {
  const onWhite = new Uint8Array(pageWidth * pageHeight).fill(255);
  let onBlack: Uint8Array | null = null;
  let rgb: Uint8Array | null = null;

  return {
    put(rgba, x, y, width, height) {
      for (let row = 0; row < height; row++) {
        let from = row * width * 4;
        let to = (y + row) * pageWidth + x;
        for (const end = to + width; to < end; to++, from += 4) {
          const red = rgba[from] as number;
          const green = rgba[from + 1] as number;
          const blue = rgba[from + 2] as number;
          const alpha = rgba[from + 3] as number;
          const luma = (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
          if (alpha !== 255) onBlack ??= onWhite.slice();
          onWhite[to] = alpha === 255 ? luma : flatten(luma, alpha, 255);
          if (onBlack) onBlack[to] = alpha === 255 ? luma : flatten(luma, alpha, 0);
          if (keepColour && !rgb && (red !== green || green !== blue) && alpha !== 0) rgb = spread(onWhite);
          if (!rgb) continue;
          rgb[to * 3] = alpha === 255 ? red : flatten(red, alpha, 255);
          rgb[to * 3 + 1] = alpha === 255 ? green : flatten(green, alpha, 255);
          rgb[to * 3 + 2] = alpha === 255 ? blue : flatten(blue, alpha, 255);
        }
      }
    },
    putGray(gray, x, y, width, height) {
      for (let row = 0; row < height; row++) {
        const to = (y + row) * pageWidth + x;
        const line = gray.subarray(row * width, (row + 1) * width);
        onWhite.set(line, to);
        onBlack?.set(line, to);
        if (rgb) for (let n = 0; n < width; n++) rgb.fill(line[n] as number, (to + n) * 3, (to + n) * 3 + 3);
      }
    },
    finish() {
      return onBlack && isInvisibleOnWhite(onWhite, onBlack)
        ? { gray: onBlack, rgb: null, ground: 'black' }
        : { gray: onWhite, rgb, ground: 'white' };
    },
  };
}

function isInvisibleOnWhite(onWhite: Uint8Array, onBlack: Uint8Array): boolean {
  let [inkOnWhite, inkOnBlack] = [0, 0];
  for (let n = 0; n < onWhite.length; n++) {
    if ((onWhite[n] as number) <= 255 - VISIBLE) inkOnWhite++;
    if ((onBlack[n] as number) >= VISIBLE) inkOnBlack++;
  }
  const visible = INK * onWhite.length;
  return inkOnWhite < visible && inkOnBlack >= Math.max(visible, 10 * inkOnWhite);
}

const flatten = (value: number, alpha: number, ground: number) =>
  Math.floor((value * alpha + ground * (255 - alpha) + 127) / 255);

function spread(gray: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(gray.length * 3);
  for (let n = 0, to = 0; n < gray.length; n++, to += 3) {
    const value = gray[n] as number;
    rgb[to] = value;
    rgb[to + 1] = value;
    rgb[to + 2] = value;
  }
  return rgb;
}
