/** The engine that reads pages: started here, and named where this browser cannot run it. */
import { signal } from '@preact/signals';

export type EngineObstacle = 'insecure' | 'locks' | 'wasm' | 'other';

/** Why nothing can be read in this tab; null while nothing stands in the way. */
export const engineObstacle = signal<EngineObstacle | null>(null);

/** Runs the engine for as long as the page lives. Never rejects. */
export async function runEngine(): Promise<void> {
  try {
    const { startEngine } = await import('../engine/start.ts');
    await startEngine();
  } catch (error) {
    console.error(error);
    engineObstacle.value = obstacleOf(globalThis);
  }
}

/** What a browser lacks for reading. Web Locks exist in secure contexts only, so these come first. */
export function obstacleOf(realm: {
  isSecureContext?: boolean;
  navigator?: { locks?: unknown };
  WebAssembly?: unknown;
}): EngineObstacle {
  if (!realm.isSecureContext) return 'insecure';
  if (!realm.navigator?.locks) return 'locks';
  return realm.WebAssembly ? 'other' : 'wasm';
}
