/** CIE L*a*b* under D50, TIFF's white, as sRGB. Formulas and matrices: http://www.brucelindbloom.com */

/** D50. */
const WHITE = [0.96422, 1, 0.82521] as const;

/** XYZ under D50 to linear sRGB, adapted by Bradford's method. */
const TO_RGB = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

/** `lightness` 0…100; writes three levels of 0…255 at `to`. */
export function labToRgb(lightness: number, a: number, b: number, out: Uint8ClampedArray, to: number): void {
  const y = (lightness + 16) / 116;
  const xyz = [cube(y + a / 500) * WHITE[0], cube(y) * WHITE[1], cube(y - b / 200) * WHITE[2]] as const;
  for (const [n, [fromX, fromY, fromZ]] of TO_RGB.entries()) {
    out[to + n] = 255 * companded(fromX * xyz[0] + fromY * xyz[1] + fromZ * xyz[2]);
  }
}

const cube = (value: number) => (value > 6 / 29 ? value ** 3 : (value - 4 / 29) * 3 * (6 / 29) ** 2);

const companded = (linear: number) => (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
