/** Several jobs in several formats as one ZIP. */
import { ExportsBody } from '../contract/endpoints.ts';
import { FORMATS } from '../contract/formats.ts';
import type { Job } from '../contract/job.ts';
import { safeName, stem, uniqueNames } from '../document/file-names.ts';
import { storedZip } from '../document/stored-zip.ts';
import type { ExportSpec } from '../store/exports.ts';
import { type Asker, extensionOf, fileOf, requireDone } from './download.ts';
import type { Answers } from './handle.ts';
import { attachment } from './http.ts';
import { findView } from './jobs.ts';
import { checkBody } from './validate.ts';

export const exportAnswers = {
  'POST exports/': async (call) => {
    const { jobs, formats, ...options } = await checkBody(ExportsBody, call.request);
    const uuids = [...new Set(jobs)];
    for (const uuid of uuids) {
      const job = await findView({ ...call, params: { uuid } });
      requireDone(job);
      // Built before the first byte is sent: what cannot be built is an error then, not a broken ZIP.
      for (const format of formats) if (FORMATS[format].built) await fileOf(job, { format, ...options }, call);
    }
    const specs = [...new Set(formats)].map((format) => ({ format, ...options }));
    const load = (uuid: string) => findView({ ...call, params: { uuid } });
    return new Response(storedZip(entries(uuids, load, specs, call)), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': attachment('barg.zip'),
        'Cache-Control': 'no-store',
      },
    });
  },
} satisfies Partial<Answers>;

/** A folder a document, where there is more than one file in all; one job in memory at a time. */
async function* entries(
  uuids: readonly string[],
  load: (uuid: string) => Promise<Job>,
  specs: readonly ExportSpec[],
  asker: Asker,
) {
  const taken: string[] = [];
  for (const uuid of uuids) {
    const job = await load(uuid);
    const name = uniqueNames([...taken, safeName(stem(job.filename))]).at(-1) ?? uuid;
    taken.push(name);
    for (const spec of specs) {
      const { bytes } = await fileOf(job, spec, asker);
      const file = `${name}.${extensionOf(spec)}`;
      const lastModified = new Date(job.finished_at ?? job.created_at);
      yield { name: uuids.length * specs.length > 1 ? `${name}/${file}` : file, lastModified, input: bytes };
    }
  }
}
