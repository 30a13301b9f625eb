/** The chat worker: answers questions about finished jobs, one at a time. */
import { answer, questions } from '../src/engine/chat/answer.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ answer, questions });
