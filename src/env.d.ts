/// <reference types="vite/client" />

/** The version of package.json. Put in by the build, as is `__VENDOR__`. */
declare const __APP_VERSION__: string;

/**
 * Files of other projects that the build lays beside the app. Paths are relative to the app's base: make them absolute
 * with `new URL(path, document.baseURI)` in a page, `new URL(path, self.registration.scope)` in the service worker.
 */
declare const __VENDOR__: {
  tesseract: {
    /** tesseract.js's `workerPath`; use it with `workerBlobURL: false`. */
    worker: string;
    /** tesseract.js's `corePath`, by what the device can do. LSTM only. */
    core: { relaxed: string; simd: string; plain: string };
  };
  pdfjs: {
    /** With a final slash: holds pdf.js's worker, character maps, fonts and decoders. */
    folder: string;
  };
  tessdata: {
    /** tesseract.js's `langPath`: a folder without a final slash that holds `<code>.traineddata.gz`. */
    folder: string;
    /** The packs that this deployment carries: Tesseract's code → bytes of the gzipped file. */
    bytes: Record<string, number>;
  };
};

/** offline-core.json: what "ready offline" needs beyond the precache. `url` is relative to the app's base. */
interface OfflineCore {
  version: string;
  groups: {
    always: OfflineFile[];
    /** One of them, by what the device can do. */
    simd: { relaxed: OfflineFile[]; simd: OfflineFile[]; plain: OfflineFile[] };
    /** By Tesseract's code: its pack, and what PDFs of its script need. */
    languages: Record<string, OfflineFile[]>;
    /** What runs local language models, by the engine's name. */
    models: Record<string, OfflineFile[]>;
  };
}

interface OfflineFile {
  url: string;
  bytes: number;
}
