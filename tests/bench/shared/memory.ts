/** What the renderer processes of a browser hold, as Linux counts it. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Bytes, over all renderers. */
export interface Memory {
  /** Resident: pages that several processes share count in each. */
  rss: number;
  /** Proportional: a shared page counts by its share. */
  pss: number;
  processes: number;
}

/** A look at the renderers each time it is called; they are named by the browser itself. */
export async function watchRenderers(browser: Browser): Promise<() => Promise<Memory>> {
  const cdp = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    const memory = { rss: 0, pss: 0, processes: 0 };
    for (const { id, type } of processInfo) {
      if (type !== 'renderer') continue;
      const of = memoryOf(id);
      memory.rss += of.rss;
      memory.pss += of.pss;
      memory.processes++;
    }
    return memory;
  };
}

function memoryOf(pid: number): { rss: number; pss: number } {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) * 1024;
    return { rss: of('Rss'), pss: of('Pss') };
  } catch {
    // The process has ended meanwhile.
    return { rss: 0, pss: 0 };
  }
}
