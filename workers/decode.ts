/** The decode worker: opens files and decodes their pages, one call at a time. */
import { decodePage, inspectFile } from '../src/engine/decode/decode.worker.ts';
import { serve } from '../src/engine/worker-rpc.ts';

const methods = { inspectFile, decodePage };
export type DecodeMethods = typeof methods;

serve(methods);
