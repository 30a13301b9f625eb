/** The export worker: builds files from finished jobs, one at a time. */
import { buildExport } from '../src/engine/export/build.ts';
import { serve, transferring } from '../src/engine/worker-rpc.ts';

serve({
  async buildExport(...args: Parameters<typeof buildExport>) {
    const file = await buildExport(...args);
    return transferring(file, [file.buffer]);
  },
});
