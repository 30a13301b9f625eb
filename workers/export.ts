/** The export worker: builds files from finished jobs, one at a time. */
import { buildExport } from '../src/engine/export/build.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ buildExport });
