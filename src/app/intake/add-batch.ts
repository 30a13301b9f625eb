/** Folders and ZIPs become batches: opened, then their files sent one after the other. */
import type { Tool } from '../../contract/tools.ts';
import { announce } from '../announce.ts';
import { changeBatch } from '../batches.ts';
import { batchName } from '../group-jobs.ts';
import { messages } from '../i18n/index.ts';
import { wordingOf } from '../problem.ts';
import { locale } from '../settings.ts';
import { pickedFolder, walkFolder } from './folder.ts';
import { sendFiles } from './send-batch.ts';
import { type Harvest, problem } from './source.ts';
import { openZip } from './zip.ts';

export const addFolder = (
  name: string,
  folder: FileSystemDirectoryEntry | readonly File[],
  tool: Tool | null,
): Promise<void> => add(name, tool, async () => ('createReader' in folder ? walkFolder(folder) : pickedFolder(folder)));

export const addZip = (file: File, tool: Tool | null): Promise<void> =>
  add(file.name.replace(/\.zip$/i, ''), tool, () => openZip(file, locale.value));

/** The same name again is the same batch: what is there already is found, and the rest joins it. */
async function add(given: string, tool: Tool | null, open: () => Promise<Harvest>): Promise<void> {
  const name = batchName(given);
  changeBatch(name, ({ state }) => ({ tool, state: state === 'sending' ? state : 'opening', problem: null }));
  // What rejects is the library that could not be loaded, or a file that is gone.
  const found = await open().catch((error): Harvest => {
    console.warn(error);
    return { problem: problem('file_gone') };
  });
  if ('problem' in found) {
    changeBatch(name, ({ state }) => ({ state: state === 'sending' ? state : 'over', problem: found.problem }));
    announce(`${name}: ${wordingOf(found.problem, messages.value)}`);
    return;
  }
  changeBatch(name, ({ skipped }) => ({ skipped: [...skipped, ...found.skipped] }));
  sendFiles(name, found.sources);
}
