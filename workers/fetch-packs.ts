/**
 * The worker that fetches language packs. Its script is the only one whose policy admits other hosts, those that the
 * person agreed to: the service worker adds them as it serves it.
 */
import { fetchPack } from '../src/engine/packs/fetch-pack.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ fetchPack });
