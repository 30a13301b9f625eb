/** The `tesseract` program of this machine, with the packs of this bench or with Debian's own. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEBIAN_TESSDATA, digest, hasPack, packDigest, unpack } from './packs.ts';
import type { Item, PictureReader, Result } from './readers.ts';

/** Null where the program is not installed. `debian`: its packs, of pages in languages where they differ from ours. */
export function nativeReader(packs: string | undefined, debian = false): PictureReader | null {
  const version = /^tesseract (\S+)/.exec(spawnSync('tesseract', ['--version'], { encoding: 'utf8' }).stdout ?? '');
  if (!version) return null;
  const folder = debian ? DEBIAN_TESSDATA : mkdtempSync(join(tmpdir(), 'tessdata-'));
  const tesseract = `tesseract ${version[1]}, --psm 3, one thread`;
  return {
    id: debian ? 'native-debian' : 'native',
    build: `${tesseract}, ${debian ? "Debian's own packs where they are others" : 'the same packs as ours'}`,
    parallelism: 1,
    takes: ({ packs: codes }) => codes.every((code) => (debian ? differs(code, packs) : hasPack(code, packs))),
    async read(item) {
      if (!debian) for (const code of item.packs) unpack(code, packs, folder);
      return recognise(item, folder);
    },
    async close() {
      if (!debian) rmSync(folder, { recursive: true });
    },
  };
}

/** Runs a command and adds what processor time it took, user and system: "0m1.234s 0m0.056s" on the last line. */
const TIMED = '"$@"; status=$?; times >&2; exit $status';

function recognise({ path, packs }: Item, tessdata: string): Promise<Result> {
  const settings = ['--tessdata-dir', tessdata, '-l', packs.join('+'), '--psm', '3', '--oem', '1'];
  return new Promise((resolve) => {
    const program = spawn(
      'sh',
      ['-c', TIMED, 'sh', 'tesseract', path, 'stdout', ...settings],
      // Its threads gain a tenth and take the other core.
      { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let text = '';
    let said = '';
    program.stdout.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    program.stderr.setEncoding('utf8').on('data', (part) => {
      said += part;
    });
    program.on('close', (status) => {
      resolve({ text, seconds: processorTime(said), ...(status !== 0 && { failure: said.trim() }) });
    });
  });
}

const processorTime = (said: string): number =>
  [...said.matchAll(/(\d+)m([\d.]+)s/g)]
    .slice(-2)
    .reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);

const differences = new Map<string, boolean>();

/** Debian has this pack and it is another build of it. */
function differs(code: string, packs: string | undefined): boolean {
  const known = differences.get(code);
  if (known !== undefined) return known;
  const path = join(DEBIAN_TESSDATA, `${code}.traineddata`);
  const found = existsSync(path) && hasPack(code, packs) && digest(readFileSync(path)) !== packDigest(code, packs);
  differences.set(code, found);
  return found;
}
