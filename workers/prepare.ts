/** The prepare worker: measures and prepares pages' pictures, one call at a time. */
import { lookAtLines } from '../src/engine/language/look.ts';
import { measurePicture, preparePicture } from '../src/engine/prepare/prepare.worker.ts';
import { eraseRulesOf, findLines, inkOf } from '../src/engine/recognise/images.worker.ts';
import { serve } from '../src/engine/worker-rpc.ts';

const methods = { measurePicture, preparePicture, eraseRulesOf, findLines, inkOf, lookAtLines };
export type PrepareMethods = typeof methods;

serve(methods);
