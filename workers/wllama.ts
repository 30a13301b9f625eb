/** The worker of llama.cpp: holds one language model. */
import { generate, load, transcribe } from '../src/engine/models/wllama.worker.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ load, generate, transcribe });
