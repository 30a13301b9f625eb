/** What Node 20 has not of what pdf.js's build for older engines still takes for granted; imported before it. */

fillIn(Promise, {
  withResolvers(this: PromiseConstructor) {
    let resolve: unknown;
    let reject: unknown;
    const promise = new this((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    return { promise, resolve, reject };
  },
  try(this: PromiseConstructor, run: (...args: unknown[]) => unknown, ...args: unknown[]) {
    return new this((resolve) => resolve(run(...args)));
  },
});
for (const type of [Map, WeakMap]) {
  fillIn(type.prototype, {
    getOrInsertComputed(this: Map<unknown, unknown>, key: unknown, make: (key: unknown) => unknown) {
      if (!this.has(key)) this.set(key, make(key));
      return this.get(key);
    },
  });
}
fillIn(Math, { sumPrecise: (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0) });
fillIn(Uint8Array.prototype, {
  toHex(this: Uint8Array) {
    return Buffer.from(this).toString('hex');
  },
  toBase64(this: Uint8Array) {
    return Buffer.from(this).toString('base64');
  },
});
fillIn(ArrayBuffer.prototype, {
  transferToFixedLength(this: ArrayBuffer, length = this.byteLength) {
    const copy = new Uint8Array(length);
    copy.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
    return copy.buffer;
  },
});

/** Defines what is missing. */
function fillIn(target: object, methods: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(methods)) {
    if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
  }
}
