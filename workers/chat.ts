/** The chat worker: answers questions about finished jobs, one at a time. */
import { answer, conclude, draft, prepare, questions } from '../src/engine/chat/answer.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ answer, conclude, draft, prepare, questions });
