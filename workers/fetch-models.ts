/**
 * The worker that fetches models' files. Besides the one for language packs it is the only one whose policy admits other
 * hosts, those that the person agreed to.
 */
import { fetchFile } from '../src/engine/models/fetch-file.worker.ts';
import { listFiles } from '../src/engine/models/list-files.worker.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ fetchFile, listFiles });
