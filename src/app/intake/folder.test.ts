import { expect, it } from 'vitest';
import { pickedFolder, walkFolder } from './folder.ts';

type Tree = { [name: string]: Tree | string };

/** A dropped folder, as Chromium hands it over: entries in stretches. */
function folder(name: string, tree: Tree, stretch = 2): FileSystemDirectoryEntry {
  const entries = Object.entries(tree).map(([child, content]) =>
    typeof content === 'string'
      ? {
          name: child,
          isDirectory: false,
          file: (done: (file: File) => void, failed: (error: unknown) => void) =>
            content === 'gone' ? failed(new DOMException('', 'NotFoundError')) : done(new File([content], child)),
        }
      : folder(child, content, stretch),
  );
  return {
    name,
    isDirectory: true,
    createReader() {
      let at = 0;
      return {
        readEntries(done: (some: unknown[]) => void) {
          done(entries.slice(at, at + stretch));
          at += stretch;
        },
      };
    },
  } as unknown as FileSystemDirectoryEntry;
}

it('a folder is walked to its end, in order, without hidden and system files', async () => {
  const harvest = await walkFolder(
    folder('scans', {
      'c.png': 'c',
      '.git': { config: 'x' },
      'inner.zip': 'PK',
      deep: { deeper: { 'x.pdf': 'gone', '.DS_Store': '' }, 'page 10.png': 'ten', 'page 9.png': 'nine' },
      'a.png': 'a',
      'b.png': 'b',
    }),
  );
  if ('problem' in harvest) throw new Error(harvest.problem.code);
  expect(harvest.sources.map(({ path }) => path)).toEqual([
    'a.png',
    'b.png',
    'c.png',
    'deep/deeper/x.pdf',
    'deep/page 9.png',
    'deep/page 10.png',
  ]);
  expect(harvest.skipped.map(({ path }) => path)).toEqual(['inner.zip']);
  const { signal } = new AbortController();
  expect(await harvest.sources[0]?.open(signal)).toBeInstanceOf(File);
  expect(await harvest.sources[3]?.open(signal)).toMatchObject({ code: 'file_gone' });
});

it('an empty folder says so', async () => {
  expect(await walkFolder(folder('empty', { deep: { '.DS_Store': '' } }))).toMatchObject({
    problem: { code: 'no_files_in_it' },
  });
});

it('a chosen folder is the same without its own name', () => {
  const file = new File(['x'], 'a.png');
  Object.defineProperty(file, 'webkitRelativePath', { value: 'scans/deep/a.png' });
  const harvest = pickedFolder([file]);
  expect('sources' in harvest && harvest.sources.map(({ path }) => path)).toEqual(['deep/a.png']);
});
