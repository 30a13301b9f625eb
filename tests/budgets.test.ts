/** DESIGN's size budgets, in bytes after gzip, on the build in dist/. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../dist');
const KB = 1000;

const read = (url: string) => {
  const path = join(DIST, url);
  if (!existsSync(path)) throw new Error(`dist/${url} is missing: npm run build`);
  return readFileSync(path);
};
const gzip = (url: string) => gzipSync(read(url), { level: 9 }).length;
const sum = (urls: Iterable<string>) => [...urls].reduce((total, url) => total + gzip(url), 0);

function within(name: string, bytes: number, budget: number): void {
  console.log(`${name}: ${(bytes / KB).toFixed(1)} of ${budget / KB} kB`);
  expect(bytes, name).toBeLessThanOrEqual(budget);
}

const html = read('index.html').toString();
const linked = (pattern: RegExp) => [...html.matchAll(pattern)].map((match) => (match[1] ?? '').replace(/^\.\//, ''));
const initial = closure(linked(/<(?:script|link)[^>]+(?:src|href)="([^"]+\.js)"/g));
const styles = linked(/<link[^>]+href="([^"]+\.css)"/g);

test('the first load', () => {
  expect(initial.size).toBeGreaterThan(0);
  expect(styles.length).toBeGreaterThan(0);
  within('initial JS', sum(initial), 40 * KB);
  within('CSS', sum(styles), 12 * KB);
});

test('each route that loads later', () => {
  const routes = new Set([...initial].flatMap((url) => imports(url).dynamic));
  for (const route of routes) {
    if (initial.has(route) || route.startsWith('assets/lib/')) continue;
    const own = [...closure([route])].filter((url) => !initial.has(url) && !url.startsWith('assets/lib/'));
    within(`route ${route}`, sum(own), 45 * KB);
  }
});

test('the service worker', () => within('sw.js', gzip('sw.js'), 42 * KB));

test('the precached shell holds all that the first view and the routes need, and nothing heavy', () => {
  const precached = precacheManifest();
  within('precached shell', sum(precached), 1000 * KB);
  for (const url of [...initial, ...styles, 'index.html', 'manifest.webmanifest']) expect(precached).toContain(url);
  for (const url of precached)
    expect(url).not.toMatch(/^vendor\/tesseract|traineddata|^assets\/lib\/|html2canvas|canvg|purify/);
});

test('the offline core names files that are there, with their sizes, and what it and the precache hold is all there is', () => {
  const { groups } = JSON.parse(read('offline-core.json').toString()) as OfflineCore;
  const files = [groups.always, ...Object.values(groups.simd), ...Object.values(groups.languages)].flat();
  for (const { url, bytes } of files) expect(read(url).length, url).toBe(bytes);
  expect(Object.keys(groups.languages)).toEqual(expect.arrayContaining(['eng', 'fas']));
  const reachable = new Set([...precacheManifest(), ...groups.always.map(({ url }) => url)]);
  for (const url of closure([...initial], { dynamic: true })) expect(reachable, url).toContain(url);
});

/** Scripts that load together with these. */
function closure(entries: string[], { dynamic = false } = {}): Set<string> {
  const found = new Set<string>();
  const visit = (url: string) => {
    if (found.has(url)) return;
    found.add(url);
    const next = imports(url);
    for (const imported of dynamic ? [...next.static, ...next.dynamic] : next.static) visit(imported);
  };
  entries.forEach(visit);
  return found;
}

/** What a built script imports, as addresses relative to dist/. */
function imports(url: string): { static: string[]; dynamic: string[] } {
  const absolute = (specifier: string) => relative(DIST, join(DIST, dirname(url), specifier));
  const code = read(url).toString();
  const direct = parseAst(code).body.flatMap((node) =>
    'source' in node && node.source ? [String(node.source.value)] : [],
  );
  const lazy = [...code.matchAll(/\bimport\(\s*["'`](\.[^"'`]+)["'`]/g)].map((match) => match[1] ?? '');
  return { static: direct.map(absolute), dynamic: lazy.map(absolute) };
}

function precacheManifest(): string[] {
  return [
    ...read('sw.js')
      .toString()
      .matchAll(/\{[^{}]*?["']?url["']?:\s*["'`]([^"'`]+)["'`][^{}]*?\}/g),
  ].map((match) => match[1] ?? '');
}
