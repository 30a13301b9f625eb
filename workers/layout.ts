/** The layout worker: words to structure, a page or a document at a time. */
import { layOut } from '../src/engine/layout/lay-out.ts';
import { dataOf, structurePages } from '../src/engine/layout/structure.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ layOut, structurePages, dataOf });
