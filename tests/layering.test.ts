/**
 * DESIGN's layers hold: imports point up the list only, and nothing heavy can be reached from the service worker,
 * whose bundler would inline even a dynamic import.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, parseAst, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** A folder may import itself and those before it. */
const LAYERS = [
  'contract',
  'document',
  'layout',
  'vision',
  'translate',
  'exports',
  'chat',
  'store',
  'api',
  'engine',
  'app',
];
/** What the order alone would allow: the app knows the API, not the store; the API does not run engines. */
const EXCEPT: Record<string, string[]> = { app: ['store'] };

const HEAVY = ['pdfjs-dist', 'tesseract.js', 'docx', 'jspdf', 'jszip', '@mlc-ai/web-llm', 'utif2'];
const VIEW = ['preact', '@preact/signals', 'workbox-window'];
const STORAGE = ['idb'];
const FORBIDDEN_PACKAGES: Record<string, string[]> = {
  ...Object.fromEntries(
    ['contract', 'document', 'layout', 'vision', 'translate', 'chat'].map((pure) => [
      pure,
      [...HEAVY, ...VIEW, ...STORAGE],
    ]),
  ),
  // Building a docx or a pdf is what its library is for; loading one belongs to the worker that exports.
  exports: [...VIEW, ...STORAGE],
  store: [...HEAVY, ...VIEW],
  api: [...HEAVY, ...VIEW],
  engine: ['preact'],
  // A ZIP that is dropped is opened where the files in it are chosen, before there is any job.
  app: HEAVY.filter((name) => name !== 'jszip'),
};

const sources = ['src', 'workers']
  .flatMap((top) => readdirSync(join(ROOT, top), { recursive: true }).map((path) => `${top}/${path}`))
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path))
  .sort();

test('each source file imports what its layer may', () => {
  const wrong = sources.flatMap((path) =>
    importsOf(path).flatMap((target) => (mayImport(path, target) ? [] : [`${path} → ${target}`])),
  );
  expect(wrong).toEqual([]);
});

test('the rules themselves', () => {
  expect(sources.length).toBeGreaterThan(10);
  expect(mayImport('src/store/jobs.ts', 'src/api/handle.ts')).toBe(false);
  expect(mayImport('src/api/handle.ts', 'src/engine/host.ts')).toBe(false);
  expect(mayImport('src/app/main.tsx', 'src/store/jobs.ts')).toBe(false);
  expect(mayImport('src/document/text.ts', 'idb')).toBe(false);
  expect(mayImport('src/sw.ts', 'src/engine/host.ts')).toBe(false);
  expect(mayImport('workers/decode.ts', 'src/app/main.tsx')).toBe(false);
  expect(mayImport('src/engine/host.ts', 'src/store/jobs.ts')).toBe(true);
  expect(mayImport('src/app/main.tsx', 'src/engine/host.ts')).toBe(true);
});

test.each(['src/sw.ts', 'src/api/worker.ts'])('nothing heavy can be reached from %s', async (entry) => {
  const modules = await graphOf(entry);
  expect(modules).toContain('src/api/handle.ts');
  const names = [...HEAVY, ...VIEW].map((name) => `node_modules/${name}/`);
  const heavy = modules.filter(
    (id) => names.some((name) => id.includes(name)) || /^(src\/(engine|app)|workers)\//.test(id),
  );
  expect(heavy).toEqual([]);
});

function mayImport(from: string, target: string): boolean {
  const layer = layerOf(from);
  const inTree = /^(src|workers)\//.test(target);
  if (!inTree) {
    const forbidden = FORBIDDEN_PACKAGES[layer] ?? [];
    return !forbidden.some((name) => target === name || target.startsWith(`${name}/`));
  }
  const other = layerOf(target);
  if (layer === 'workers') return other !== 'app';
  if (other === 'workers') return layer === 'engine';
  if (layer === 'src') return !['engine', 'app'].includes(other);
  return LAYERS.indexOf(other) <= LAYERS.indexOf(layer) && !EXCEPT[layer]?.includes(other);
}

/** `src/store/jobs.ts` → `store`; `src/sw.ts` → `src`; `workers/decode.ts` → `workers`. */
function layerOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? folder : top;
}

/** Packages by name and files by path, static, dynamic and as workers; types leave nothing behind and do not count. */
function importsOf(path: string): string[] {
  const specifiers: string[] = [];
  visit(parseAst(readFileSync(join(ROOT, path), 'utf8'), { lang: path.endsWith('x') ? 'tsx' : 'ts' }), (node) => {
    const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
    const source = node.source as { value?: unknown } | null | undefined;
    if (!typeOnly && typeof source?.value === 'string') specifiers.push(source.value);
    const [first] = (node.type === 'NewExpression' ? node.arguments : []) as { value?: unknown }[];
    const { name } = (node.callee ?? {}) as { name?: string };
    if (name === 'URL' && typeof first?.value === 'string' && /\.tsx?$/.test(first.value)) specifiers.push(first.value);
  });
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(ROOT, join(ROOT, dirname(path), specifier)) : specifier,
  );
}

type Node = Record<string, unknown>;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (value !== null && typeof value === 'object') {
    if ('type' in value) see(value as Node);
    for (const child of Object.values(value)) visit(child, see);
  }
}

/** Every module that a bundle from `entry` would hold, with no pruning of what is not used. */
async function graphOf(entry: string): Promise<string[]> {
  if (!existsSync(join(ROOT, entry))) throw new Error(`${entry} is missing`);
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    build: { write: false, minify: false, rolldownOptions: { input: join(ROOT, entry), treeshake: false } },
  });
  const { output } = result as Rolldown.RolldownOutput;
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])).map((id) => relative(ROOT, id));
}
