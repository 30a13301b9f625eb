/**
 * What the build lays beside the app: Tesseract's worker, cores and language packs under `vendor/`, the list of what
 * makes the app ready offline, and the headers for static hosts. The dev server answers the same addresses.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { SECURITY_HEADERS } from '../src/csp.ts';
import { DIST, inputsHash, ROOT } from './setup.mjs';

/** Libraries that load on first use. Their chunks lie in `assets/lib/`, outside the precache. */
const HEAVY = ['@cantoo/pdf-lib', 'docx', 'jszip', 'pdfjs-dist'];

/** A file to serve: `url` relative to the app's base, `path` on this disk. */
interface VendorFile {
  url: string;
  path: string;
  bytes: number;
}

interface LanguagePack extends VendorFile {
  /** Tesseract's code. */
  code: string;
  /** Of the gzipped file, hexadecimal. */
  sha256: string;
}

export interface Vendor {
  worker: VendorFile;
  cores: { relaxed: VendorFile; simd: VendorFile; plain: VendorFile };
  licence: VendorFile;
  pdfjs: {
    folder: string;
    /** What any PDF may need: the parser, image decoders, the fonts that a PDF need not carry. */
    core: VendorFile[];
    /** Character maps of the Chinese, Japanese and Korean collections. */
    cmaps: VendorFile[];
    licences: VendorFile[];
  };
  tessdata: string;
  packs: LanguagePack[];
}

/** Reads and hashes every pack: about 60 ms for the default ten. */
export function collectVendor(): Vendor {
  const js = join(ROOT, 'node_modules/tesseract.js');
  const core = join(ROOT, 'node_modules/tesseract.js-core');
  const folder = `vendor/tesseract/${packageVersion(js)}-${packageVersion(core)}`;
  const coreFile = (variant: string) => vendorFile(folder, core, `tesseract-core-${variant}lstm.wasm.js`);
  return {
    worker: vendorFile(folder, join(js, 'dist'), 'worker.min.js'),
    cores: { relaxed: coreFile('relaxedsimd-'), simd: coreFile('simd-'), plain: coreFile('') },
    licence: vendorFile(folder, core, 'LICENSE'),
    pdfjs: collectPdfjs(),
    ...collectPacks(),
  };
}

/** The constants that src/env.d.ts declares. */
export function defineConstants({ worker, cores, pdfjs, tessdata, packs }: Vendor): Record<string, string> {
  const vendor: typeof __VENDOR__ = {
    tesseract: {
      worker: worker.url,
      core: { relaxed: cores.relaxed.url, simd: cores.simd.url, plain: cores.plain.url },
    },
    pdfjs: { folder: `${pdfjs.folder}/` },
    tessdata: { folder: tessdata, bytes: Object.fromEntries(packs.map(({ code, bytes }) => [code, bytes])) },
  };
  return { __APP_VERSION__: JSON.stringify(packageVersion(ROOT)), __VENDOR__: JSON.stringify(vendor) };
}

/** For `chunkFileNames` and `entryFileNames`, of the app and of its workers. */
export function scriptName({ moduleIds }: { moduleIds: readonly string[] }): string {
  const holds = (packages: readonly string[]) =>
    moduleIds.some((id) => packages.some((name) => id.includes(`/node_modules/${name}/`)));
  const folder = holds(MODEL_ENGINES) ? MODEL_FOLDER : holds(HEAVY) ? 'assets/lib/' : 'assets/';
  return `${folder}[name]-[hash].js`;
}

/**
 * What runs language models is neither precached nor fetched to be ready offline (wllama 9 MB, web-llm 6 MB): it comes
 * with the first model, and the service worker keeps what of `vendor/` was once asked for.
 */
const MODEL_ENGINES = ['@mlc-ai/web-llm', '@wllama/wllama'];
const MODEL_FOLDER = 'vendor/models/';

/** For `assetFileNames`: the only WebAssembly that is imported is of a model's engine. */
export const assetName = ({ names }: { names: readonly string[] }): string =>
  `${names.some((name) => name.endsWith('.wasm')) ? MODEL_FOLDER : 'assets/'}[name]-[hash][extname]`;

export function vendorAssets(vendor: Vendor): Plugin {
  const { core, cmaps, licences } = vendor.pdfjs;
  const tesseract = [vendor.worker, ...Object.values(vendor.cores), vendor.licence];
  const files = [...tesseract, ...core, ...cmaps, ...licences, ...vendor.packs];
  const manifest = JSON.stringify({
    languages: vendor.packs.map(({ code, url, bytes, sha256 }) => ({ code, url, bytes, sha256 })),
  });
  const manifestUrl = 'vendor/tessdata/manifest.json';
  let inputs = '';

  return {
    name: 'barg:vendor-assets',
    buildStart() {
      inputs = inputsHash();
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = request.url?.split('?')[0]?.slice(1);
        const file = files.find((candidate) => candidate.url === url);
        if (file) {
          response.setHeader('Content-Type', DEV_TYPES[extname(file.url)] ?? 'application/octet-stream');
          createReadStream(file.path).pipe(response);
        } else if (url === manifestUrl) {
          response.setHeader('Content-Type', 'application/json').end(manifest);
        } else next();
      });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const emit = (fileName: string, source: string | Uint8Array) =>
          this.emitFile({ type: 'asset', fileName, source });
        for (const { url, path } of files) emit(url, readFileSync(path));
        const filesIn = (folder: string) =>
          Object.values(bundle)
            .filter(({ fileName }) => fileName.startsWith(folder))
            .map((file) => ({
              url: file.fileName,
              bytes: Buffer.byteLength(file.type === 'chunk' ? file.code : file.source),
            }));
        emit(manifestUrl, manifest);
        emit('offline-core.json', offlineCore(vendor, filesIn('assets/lib/'), filesIn(MODEL_FOLDER)));
        emit('_headers', headersFile(vendor));
      },
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      // Last: a build that broke off, also while it made the service worker, must not pass for a finished one.
      handler() {
        if (inputs && existsSync(join(DIST, 'sw.js'))) writeFileSync(join(DIST, '.inputs'), inputs);
      },
    },
  };
}

const DEV_TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.gz': 'application/gzip',
};

/** What "ready offline" needs beyond the precache: `always`, one of `simd`, and the languages wanted. */
function offlineCore({ worker, cores, pdfjs, packs }: Vendor, lazy: Built[], models: Built[]): string {
  const entry = ({ url, bytes }: VendorFile) => ({ url, bytes });
  const groups = {
    always: [entry(worker), ...pdfjs.core.map(entry), ...lazy],
    simd: { relaxed: [entry(cores.relaxed)], simd: [entry(cores.simd)], plain: [entry(cores.plain)] },
    // The 168 character maps (1.2 MB) serve PDFs of these scripts alone, so they come with their packs.
    languages: Object.fromEntries(
      packs.map((pack) => [pack.code, CJK.test(pack.code) ? [pack, ...pdfjs.cmaps].map(entry) : [entry(pack)]]),
    ),
    models: {
      'web-llm': models.filter(({ url }) => url.includes('web-llm')),
      wllama: models.filter(({ url }) => url.includes('wllama')),
    },
  };
  return JSON.stringify({ version: sha256(JSON.stringify(groups)).slice(0, 12), groups });
}

/** A file of the bundle. */
interface Built {
  url: string;
  bytes: number;
}

const CJK = /^(chi|jpn|kor)/;

/**
 * The `_headers` file that Netlify, Cloudflare Pages and scripts/serve.mjs read. Paths that set the same header do not
 * overlap, since hosts differ in whether the later rule wins or the values are joined.
 */
function headersFile({ worker, pdfjs, tessdata }: Vendor): string {
  const rule = (path: string, headers: Readonly<Record<string, string>>) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
  const immutable = { 'Cache-Control': 'public, max-age=31536000, immutable' };
  const checked = { 'Cache-Control': 'no-cache' };
  const tesseract = worker.url.slice(0, worker.url.lastIndexOf('/'));
  return [
    rule('/*', SECURITY_HEADERS),
    ...['/assets/*', `/${tesseract}/*`, `/${pdfjs.folder}/*`, `/${tessdata}/*`, `/${MODEL_FOLDER}*`].map((path) =>
      rule(path, immutable),
    ),
    ...[
      '/',
      '/index.html',
      '/sw.js',
      '/manifest.webmanifest',
      '/offline-core.json',
      '/openapi.json',
      '/tools.json',
      '/language-table.json',
      '/refused-types.json',
      '/languages.json',
      '/models.json',
      '/vendor/tessdata/manifest.json',
    ].map((path) => rule(path, checked)),
  ].join('\n');
}

/**
 * The packs of the installed npm packages, and those of the folder `languages/`, which win. One folder for all, since
 * tesseract.js takes a single `langPath`; its name is a hash of the content, so that it can be cached for good.
 */
function collectPacks(): { tessdata: string; packs: LanguagePack[] } {
  const paths = new Map<string, string>();
  const npm = join(ROOT, 'node_modules/@tesseract.js-data');
  for (const code of readdirSync(npm)) {
    const path = join(npm, code, '4.0.0_best_int', `${code}.traineddata.gz`);
    if (existsSync(path)) paths.set(code, path);
  }
  const own = join(ROOT, 'languages');
  for (const name of existsSync(own) ? readdirSync(own) : []) {
    const match = /^(.+)\.traineddata(\.gz)?$/.exec(name);
    if (match?.[1]) paths.set(match[1], match[2] ? join(own, name) : gzipped(join(own, name)));
  }
  const found = [...paths]
    .map(([code, path]) => ({ code, path, bytes: statSync(path).size, sha256: sha256(readFileSync(path)) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const hash = sha256(found.map((pack) => `${pack.code} ${pack.sha256}`).join('\n')).slice(0, 12);
  const tessdata = `vendor/tessdata/${hash}`;
  return { tessdata, packs: found.map((pack) => ({ ...pack, url: `${tessdata}/${pack.code}.traineddata.gz` })) };
}

/**
 * pdf.js's own files. Left out are its interpreter for scripts in PDFs, which are never run, and its decoders in plain
 * JavaScript, since Tesseract needs WebAssembly anyway. The module is served as `.js`, which every host knows.
 */
function collectPdfjs(): Vendor['pdfjs'] {
  const package_ = join(ROOT, 'node_modules/pdfjs-dist');
  const folder = `vendor/pdfjs/${packageVersion(package_)}`;
  const all = (name: string, wanted: RegExp) =>
    readdirSync(join(package_, name))
      .filter((file) => wanted.test(file))
      .map((file) => vendorFile(`${folder}/${name}`, join(package_, name), file));
  const parser = vendorFile(folder, join(package_, 'build'), 'pdf.worker.min.mjs');
  return {
    folder,
    core: [
      { ...parser, url: `${folder}/pdf.worker.js` },
      ...all('wasm', /^(jbig2|openjpeg|qcms_bg)\.wasm$/),
      ...all('iccs', /\.icc$/),
      ...all('standard_fonts', /\.(pfb|ttf)$/),
    ],
    cmaps: all('cmaps', /\.bcmap$/),
    licences: [
      vendorFile(folder, package_, 'LICENSE'),
      ...['wasm', 'iccs', 'standard_fonts', 'cmaps'].flatMap((name) => all(name, /^LICENSE/)),
    ],
  };
}

/** Gzips a file once, into the ignored folder `.cache`; compressing a hundred packs takes half a minute. */
function gzipped(path: string): string {
  const bytes = readFileSync(path);
  const folder = join(ROOT, '.cache/tessdata');
  const target = join(folder, `${sha256(bytes).slice(0, 16)}.gz`);
  if (!existsSync(target)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(target, gzipSync(bytes, { level: 9 }));
  }
  return target;
}

function vendorFile(folder: string, from: string, name: string): VendorFile {
  const path = join(from, name);
  return { url: `${folder}/${name}`, path, bytes: statSync(path).size };
}

export const packageVersion = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
